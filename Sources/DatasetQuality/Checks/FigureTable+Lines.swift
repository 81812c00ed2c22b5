internal import ByteReading
internal import ComputationGraph
internal import Datasets
package import RecordStreams

extension FigureTable {
  /// Reads a block of records; lines of other kinds are passed over.
  ///
  /// - Parameters:
  ///   - block: The lines.
  ///   - file: Their file.
  /// - Returns: No bytes, the rows of the block, and the lines that were refused.
  package static func read(_ block: LineBlock, of file: String) -> MappedBlock<FigureTable> {
    var result = MappedBlock(remarks: FigureTable())
    var lines = LineCursor(block.bytes.bytes)
    while let line = lines.next() {
      let number = block.firstLine + result.lines
      result.lines += 1
      do throws(RecordError) {
        switch try RecordKind.sniff(line) {
        case .graph: result.remarks.add(try Graph(json: line))
        case .measurement:
          result.remarks.add(try Measurement(json: line), file: file, line: number)
        default: break
        }
      } catch {
        result.refuse(line: number, column: error.column, error)
      }
    }
    return result
  }
}
