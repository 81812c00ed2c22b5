internal import ByteReading
internal import ModelFormats

/// The kinds of model files that become graphs.
package enum ModelFormat: String, Sendable, CaseIterable {
  case onnx
  case tfLite = "tflite"
  case tensorFlow = "tensorflow"

  /// What a file is, by its contents, or by its name if they are nothing known; the reader then says
  /// what they are instead.
  package init(of file: RawSpan, named name: String) {
    switch ModelKind.sniff(file) {
    case .onnx: self = .onnx
    case .tensorFlowLite: self = .tfLite
    case .tensorFlowGraph, .tensorFlowSavedModel, .tensorFlowText, .mmdnn: self = .tensorFlow
    default: self = Self.allCases.first { $0.endings.contains(where: name.hasSuffix) } ?? .onnx
    }
  }

  /// How the names of such files end.
  var endings: [String] {
    switch self {
    case .onnx: [".onnx"]
    case .tfLite: [".tflite", ".lite"]
    case .tensorFlow: [".pb", ".pbtxt"]
    }
  }

  /// How the names of all of them end.
  package static let endings = allCases.flatMap(\.endings)

  /// Whether a file's name is one that models have.
  package static func isModel(_ name: String) -> Bool {
    guard endings.contains(where: name.hasSuffix) else { return false }
    let start = name.lastIndex(of: "/").map(name.index(after:)) ?? name.startIndex
    return !isBesideModel(name[start...])
  }

  /// Whether a file of this name is protobuf, too, but lies beside a model: what Keras and
  /// TensorFlow write of a SavedModel, and the tensors of ONNX's test models.
  private static func isBesideModel(_ name: Substring) -> Bool {
    guard name.hasSuffix(".pb") else { return false }
    if ["fingerprint.pb", "keras_metadata.pb"].contains(name) { return true }
    let stem = name.dropLast(3)
    for prefix in ["input_", "output_"] where stem.hasPrefix(prefix) {
      return stem.dropFirst(prefix.count).allSatisfy(\.isNumber)
    }
    return false
  }

  /// A file's name without the ending of a model's.
  static func withoutEnding(_ name: Substring) -> Substring {
    // By bytes: a look for whole characters takes as long as the rest of a small model.
    for ending in endings where name.utf8.suffix(ending.utf8.count).elementsEqual(ending.utf8) {
      return Substring(name.utf8.dropLast(ending.utf8.count))
    }
    return name
  }
}
