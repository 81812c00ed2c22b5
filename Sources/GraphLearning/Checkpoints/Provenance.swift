internal import ComputationGraph
internal import RecordStreams

/// Where a predictor comes from: what it learned from, and how far it came.
package struct Provenance: Sendable, Equatable {
  /// The rule by which rows were held out.
  package var split: String
  /// The number of rows that it learned from, and that chose its best state.
  package var trainRows: Int
  package var validationRows: Int
  /// A digest of those rows: graphs, platforms and figures.
  package var digest: String
  /// The families that it learned from.
  package var families: [String]
  /// The epoch whose state it is.
  package var epoch: Int
  /// The tool and its version.
  package var tool: String

  /// Notes an origin.
  package init(
    split: String, trainRows: Int, validationRows: Int, digest: String, families: [String],
    epoch: Int, tool: String
  ) {
    self.split = split
    self.trainRows = trainRows
    self.validationRows = validationRows
    self.digest = digest
    self.families = families
    self.epoch = epoch
    self.tool = tool
  }

  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("split", split)
    writer.member("train_rows", trainRows)
    writer.member("validation_rows", validationRows)
    writer.member("digest", digest)
    writer.member("families", families) { $1.string($0) }
    writer.member("epoch", epoch)
    writer.member("tool", tool)
    writer.endObject()
  }

  init(json: RawSpan) throws(JSONError) {
    self.init(
      split: "own", trainRows: 0, validationRows: 0, digest: "", families: [], epoch: 0, tool: "")
    var scanner = JSONScanner(json)
    try scanner.beginObject()
    while let key = try scanner.nextKey() {
      switch key {
      case "split": split = try scanner.readString().string
      case "train_rows": trainRows = try scanner.readCount()
      case "validation_rows": validationRows = try scanner.readCount()
      case "digest": digest = try scanner.readString().string
      case "families": families = try scanner.readTexts()
      case "epoch": epoch = try scanner.readCount()
      case "tool": tool = try scanner.readString().string
      default: _ = try scanner.readRaw()
      }
    }
    try scanner.finish()
  }
}

extension JSONScanner {
  /// Reads an array of strings.
  mutating func readTexts() throws(JSONError) -> [String] {
    var texts: [String] = []
    try beginArray()
    while try nextElement() { texts.append(try readString().string) }
    return texts
  }
}
