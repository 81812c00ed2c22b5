internal import ComputationGraph
internal import RecordStreams

extension NetworkReference {
  /// Reads the object under the key `architecture`.
  static func architecture(from scanner: inout JSONScanner) throws(JSONError) -> NetworkReference {
    _ = try scanner.peek()
    let start = scanner.position
    var space: String?
    var encoding: String?
    try scanner.readObject { (key, scanner) throws(JSONError) in
      switch key {
      case "space" where space == nil: space = try scanner.readString().string
      case "encoding" where encoding == nil: encoding = try scanner.readString().string
      case "space", "encoding":
        throw JSONError(at: key.offset, found: "\"\(key.string)\" again", expected: "each key once")
      default: _ = try scanner.readRaw()
      }
    }
    guard let space else { throw .missing("space", at: start) }
    guard let encoding else { throw .missing("encoding", at: start) }
    return .architecture(space: space, encoding: encoding)
  }

  /// Writes the key and the value that name the network.
  func writeMember(to writer: inout JSONWriter) {
    switch self {
    case .graph(let id): writer.member("graph", id)
    case .model(let path): writer.member("model", path)
    case .architecture(let space, let encoding):
      writer.key("architecture")
      writer.beginObject()
      writer.member("space", space)
      writer.member("encoding", encoding)
      writer.endObject()
    }
  }
}
