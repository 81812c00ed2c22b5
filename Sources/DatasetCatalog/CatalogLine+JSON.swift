internal import ByteReading
internal import ComputationGraph
internal import Datasets
internal import RecordStreams

extension CatalogLine {
  /// The lines of a block of JSON Lines, parsed.
  static func parse(_ block: LineBlock) -> [CatalogLine] {
    var lines: [CatalogLine] = []
    var cursor = LineCursor(block.bytes.bytes)
    var number = block.firstLine
    while let line = cursor.next() {
      lines.append(CatalogLine(number: number, record: Record(line)))
      number += 1
    }
    return lines
  }
}

extension CatalogLine.Record {
  /// Parses one line.
  init(_ line: RawSpan) {
    do {
      self = try Self.read(line)
    } catch {
      self = .refused(message: error.message, column: error.column)
    }
  }

  private static func read(_ line: RawSpan) throws(RecordError) -> Self {
    switch try RecordKind.sniff(line) {
    case .measurement: return .measurement(try Measurement(json: line))
    case .graph:
      guard let graph = GraphRecord(try Graph(json: line)) else {
        return .refused(message: "a graph without id; run cg-build first", column: nil)
      }
      return .graph(graph)
    case .architecture: return .architecture(try Architecture(json: line))
    case .prediction, .other: return .ignored
    case nil: return .blank
    }
  }
}
