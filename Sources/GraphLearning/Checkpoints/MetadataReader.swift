internal import ByteReading
internal import DenseKernels
internal import RecordStreams
internal import SafetensorsFormat

/// Reads the JSON that a checkpoint keeps in its metadata.
struct MetadataReader {
  let header: SafetensorsHeader

  /// The text under a key.
  func text(_ key: String) throws(TrainingError) -> String {
    guard let text = header.metadata[key] else {
      throw TrainingError("no \"\(key)\" in the metadata; expected a checkpoint of gnn-fit")
    }
    return text
  }

  /// Lends the JSON text under a key.
  func read(
    _ key: String, _ body: (RawSpan) throws(JSONError) -> Void
  ) throws(TrainingError) {
    let text = Array(try text(key).utf8)
    do throws(JSONError) {
      try body(text.bytes)
    } catch {
      throw TrainingError("the metadata's \"\(key)\": \(error)")
    }
  }

  /// The strings under a key.
  func texts(_ key: String) throws(TrainingError) -> [String] {
    var texts: [String] = []
    try read(key) { (json) throws(JSONError) in
      var scanner = JSONScanner(json)
      texts = try scanner.readTexts()
      try scanner.finish()
    }
    return texts
  }
}

extension Parameter {
  /// Takes the elements of the tensor of its name, with a prefix, which must be of its shape.
  mutating func load(
    from header: SafetensorsHeader, _ file: RawSpan, prefix: String = ""
  ) throws {
    guard let tensor = header.tensor(prefix + name) else {
      throw TrainingError("no tensor \"\(prefix + name)\"")
    }
    guard tensor.shape == shape else {
      throw TrainingError("\"\(prefix + name)\" has shape \(tensor.shape); expected \(shape)")
    }
    value.storage = try header.floats(prefix + name, in: file)
  }
}
