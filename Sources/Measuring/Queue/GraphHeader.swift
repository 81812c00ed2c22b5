internal import ComputationGraph
internal import RecordStreams

/// What a graph record says of the network as a whole.
struct GraphHeader {
  var id = ""
  var name: String?
  var family: String?
  var batch: Int?
  var source: Source?

  /// Reads a graph record without its nodes.
  init(json: RawSpan) throws(RecordError) {
    do throws(JSONError) {
      var scanner = JSONScanner(json)
      try scanner.readObject { (key, scanner) throws(JSONError) in
        switch key {
        case "id": id = try scanner.readString().string
        case "name": name = try scanner.readOptionalText()
        case "family": family = try scanner.readOptionalText()
        case "batch": batch = try scanner.readOptionalCount(from: 1)
        case "source": source = try Source(from: &scanner)
        default: _ = try scanner.readRaw()
        }
      }
      try scanner.finish()
      if id.isEmpty { throw .missing("id", at: 0) }
    } catch {
      throw RecordError(error)
    }
  }
}
