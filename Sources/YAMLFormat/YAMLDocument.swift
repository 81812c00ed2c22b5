internal import ByteReading
internal import RecordStreams
internal import Yams

/// A YAML document, rewritten as JSON, so that what reads the one reads the other.
package enum YAMLDocument {
  /// The most bytes of a document, and of the JSON that it becomes: aliases cannot make a bomb.
  package static let limit = 1 << 20
  private static let depthLimit = 64

  /// Rewrites a document.
  ///
  /// Plain `true`, `false`, `null`, `~`, nothing at all, and what JSON has for a number are what they
  /// are in JSON; every other scalar is a string.
  ///
  /// - Throws: `YAMLError` for what is no YAML, for a key that comes twice, for keys that are no
  ///   strings, and for more bytes or levels than the limits.
  package static func json(from yaml: [UInt8]) throws(YAMLError) -> [UInt8] {
    guard yaml.count <= limit else {
      throw YAMLError(line: nil, reason: "\(yaml.count) bytes; expected at most \(limit)")
    }
    guard let text = String(validating: yaml, as: UTF8.self) else {
      throw YAMLError(line: nil, reason: "bytes that are not UTF-8")
    }
    let root: Node?
    do {
      root = try Parser(yaml: text).singleRoot()
    } catch {
      throw YAMLError(error)
    }
    var writer = JSONWriter()
    guard let root else { throw YAMLError(line: nil, reason: "an empty document") }
    try write(root, depth: 0, to: &writer)
    return writer.take()
  }

  private static func write(
    _ node: Node, depth: Int, to writer: inout JSONWriter
  ) throws(YAMLError) {
    guard depth < depthLimit else {
      throw YAMLError(line: node.mark?.line, reason: "more than \(depthLimit) levels of nesting")
    }
    guard writer.bytes.count <= limit else {
      throw YAMLError(line: node.mark?.line, reason: "more than \(limit) bytes, aliases undone")
    }
    switch node {
    case .scalar(let scalar): write(scalar, to: &writer)
    case .sequence(let items):
      writer.beginArray()
      for item in items { try write(item, depth: depth + 1, to: &writer) }
      writer.endArray()
    case .mapping(let members):
      writer.beginObject()
      for (key, value) in members {
        guard case .scalar(let name) = key else {
          throw YAMLError(line: key.mark?.line, reason: "a key that is no text")
        }
        writer.key(name.string)
        try write(value, depth: depth + 1, to: &writer)
      }
      writer.endObject()
    case .alias:
      throw YAMLError(line: node.mark?.line, reason: "an alias of nothing")
    }
  }

  private static func write(_ scalar: Node.Scalar, to writer: inout JSONWriter) {
    guard scalar.style == .plain || scalar.style == .any else {
      return writer.string(scalar.string)
    }
    switch scalar.string {
    case "true", "True", "TRUE": writer.bool(true)
    case "false", "False", "FALSE": writer.bool(false)
    case "", "~", "null", "Null", "NULL": writer.null()
    default:
      let bytes = Array(scalar.string.utf8)
      var scanner = JSONScanner(bytes.bytes)
      if (try? scanner.peek()) == .number, (try? scanner.readRaw()) != nil, scanner.isAtEnd() {
        writer.raw(bytes)
      } else {
        writer.string(scalar.string)
      }
    }
  }
}
