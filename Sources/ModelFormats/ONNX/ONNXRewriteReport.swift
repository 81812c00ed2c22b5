package import RecordStreams

/// What a run over one model dropped, kept and filled.
package struct ONNXRewriteReport: Sendable, Equatable {
  /// The size of the model that was read.
  package var bytesRead = 0
  /// The size of the model that was written.
  package var bytesWritten = 0
  /// The tensors whose values were dropped.
  package var strippedTensors = 0
  /// The tensors whose values were kept.
  package var keptTensors = 0
  /// The tensors that had no values to begin with.
  package var emptyTensors = 0
  /// The tensors whose values lay in other files; the reference is dropped.
  package var externalTensors = 0
  /// The other files, each once, in the order they were met.
  package var externalFiles: [String] = []
  /// The tensors that were given made-up values.
  package var filledTensors = 0

  /// Nothing read yet.
  package init() {}

  /// Counts a tensor that is left without values.
  mutating func note(_ tensor: ONNXTensor, valueBytes: Int) {
    if case .external(let location, _, _) = tensor.payload {
      externalTensors += 1
      if !externalFiles.contains(location) { externalFiles.append(location) }
    } else if valueBytes > 0 {
      strippedTensors += 1
    } else {
      emptyTensors += 1
    }
  }
}

extension ONNXRewriteReport: CustomStringConvertible {
  /// One line: `46827520 bytes to 31204; tensors: 62 stripped, 3 kept`.
  package var description: String {
    var parts: [String] = []
    if strippedTensors > 0 { parts.append("\(strippedTensors) stripped") }
    if filledTensors > 0 { parts.append("\(filledTensors) filled") }
    if keptTensors > 0 { parts.append("\(keptTensors) kept") }
    if emptyTensors > 0 { parts.append("\(emptyTensors) without values") }
    if externalTensors > 0 {
      let files = externalFiles.map { $0.isEmpty ? "a file without a name" : $0 }
      parts.append("\(externalTensors) cut off from \(files.joined(separator: ", "))")
    }
    let tensors =
      parts.isEmpty ? "nothing to strip or fill" : "tensors: " + parts.joined(separator: ", ")
    return "\(bytesRead) bytes to \(bytesWritten); \(tensors)"
  }

  /// Writes the report on the model of this name as one line of JSON.
  package func write(name: String, to json: inout JSONWriter) {
    json.beginObject()
    json.key("kind")
    json.string("rewrite")
    json.key("path")
    json.string(name)
    let counts: [(String, Int)] = [
      ("bytes_read", bytesRead), ("bytes_written", bytesWritten),
      ("bytes_saved", bytesRead - bytesWritten), ("stripped", strippedTensors),
      ("kept", keptTensors), ("empty", emptyTensors), ("external", externalTensors),
      ("filled", filledTensors),
    ]
    for (key, count) in counts {
      json.key(key)
      json.int(count)
    }
    json.key("external_files")
    json.beginArray()
    for file in externalFiles { json.string(file) }
    json.endArray()
    json.endObject()
    json.endLine()
  }
}
