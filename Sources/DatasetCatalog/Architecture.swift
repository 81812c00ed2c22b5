internal import ByteReading
internal import ComputationGraph
internal import Datasets
package import RecordStreams

/// A network of a search space about which nothing was measured, as the catalog keeps it: the record
/// of kind `architecture`.
package struct Architecture: Sendable, Equatable {
  /// The dataset; empty for none, as in the other fields of text.
  var dataset = ""
  /// The search space.
  var space = ""
  /// What the network is for, such as `cifar10`.
  var task = ""
  /// What the dataset calls the network.
  var name = ""
  /// The code.
  var encoding = ""
  /// Its number in the dataset.
  var number: Int?
  /// What else the dataset says of it: the text of an object.
  var seed: String?
  /// Where it was read: the text of an object.
  var source = "{}"

  init() {}

  /// Reads a record of kind `architecture`.
  package init(json: RawSpan) throws(RecordError) {
    do throws(JSONError) {
      var scanner = JSONScanner(json)
      try read(from: &scanner)
      try scanner.finish()
    } catch {
      throw RecordError(error)
    }
  }

  private mutating func read(from scanner: inout JSONScanner) throws(JSONError) {
    _ = try scanner.peek()
    let start = scanner.position
    try scanner.readObject { (key, scanner) throws(JSONError) in
      switch key {
      case "space": space = try scanner.readString().string
      case "encoding": encoding = try scanner.readString().string
      case "name": name = try scanner.readOptionalText() ?? ""
      case "task": task = try scanner.readOptionalText() ?? ""
      case "dataset": dataset = try scanner.readOptionalText() ?? ""
      case "index": number = try scanner.readNull() ? nil : scanner.readInt()
      case "seed": seed = try Self.object(&scanner)
      case "source": source = try Self.object(&scanner) ?? "{}"
      default: _ = try scanner.readRaw()
      }
    }
    guard !space.isEmpty else { throw .missing("space", at: start) }
    guard !encoding.isEmpty else { throw .missing("encoding", at: start) }
  }

  private static func object(_ scanner: inout JSONScanner) throws(JSONError) -> String? {
    if try scanner.readNull() { return nil }
    guard try scanner.peek() == .object else {
      throw JSONError(
        at: scanner.position, found: "a value of another kind", expected: "an object")
    }
    return try scanner.readRaw().text
  }

  /// Writes the record, without a newline.
  package func write(to writer: inout JSONWriter) {
    func text(_ text: String) -> String? { text.isEmpty ? nil : text }
    writer.beginObject()
    writer.member("kind", "architecture")
    writer.member("space", space)
    writer.member("encoding", encoding)
    writer.member("name", text(name))
    writer.member("index", number)
    writer.member("task", text(task))
    writer.member("dataset", text(dataset))
    if let seed {
      writer.key("seed")
      writer.raw(Array(seed.utf8))
    }
    writer.key("source")
    writer.raw(Array(source.utf8))
    writer.endObject()
  }
}
