internal import ByteReading
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
    var reader = FigureLineReader(file: file)
    var lines = LineCursor(block.bytes.bytes)
    while let line = lines.next() {
      let number = block.firstLine + result.lines
      result.lines += 1
      do throws(RecordError) {
        try reader.read(line, number: number)
      } catch {
        result.refuse(line: number, column: error.column, error)
      }
    }
    result.remarks = reader.table
    return result
  }
}
