internal import ComputationGraph
package import RecordStreams

/// What a line of a record stream is about.
package enum RecordKind: Sendable, Equatable {
  case graph, measurement, prediction, architecture
  /// A kind that this version does not know; such a line is passed through byte for byte.
  case other

  /// Finds out the kind of a line, or `nil` for a line of white space.
  ///
  /// Only the text up to the value of `kind` is looked at: most often the first few bytes.
  package static func sniff(_ line: RawSpan) throws(RecordError) -> RecordKind? {
    do throws(JSONError) {
      var scanner = JSONScanner(line)
      guard !scanner.isAtEnd() else { return nil }
      try scanner.beginObject()
      while let key = try scanner.nextKey() {
        guard key == "kind" else {
          _ = try scanner.readRaw()
          continue
        }
        switch try scanner.readString() {
        case "graph": return .graph
        case "measurement": return .measurement
        case "prediction": return .prediction
        case "architecture": return .architecture
        default: return .other
        }
      }
      throw .missing("kind", at: 0)
    } catch {
      throw RecordError(error)
    }
  }
}
