import ByteReading
import ModelFormats

/// The kinds of model files that become graphs.
package enum ModelFormat: String, Sendable, CaseIterable {
  case onnx
  case tfLite = "tflite"

  /// What a file is, by its contents, or by its name if they are nothing known; the reader then says
  /// what they are instead.
  init(of file: RawSpan, named name: String) {
    switch ModelKind.sniff(file) {
    case .onnx: self = .onnx
    case .tensorFlowLite: self = .tfLite
    default: self = Self.allCases.first { $0.endings.contains(where: name.hasSuffix) } ?? .onnx
    }
  }

  /// How the names of such files end.
  var endings: [String] {
    switch self {
    case .onnx: [".onnx"]
    case .tfLite: [".tflite", ".lite"]
    }
  }

  /// How the names of all of them end.
  package static let endings = allCases.flatMap(\.endings)

  /// Whether a file's name ends as a model's does.
  static func isModel(_ name: String) -> Bool { endings.contains(where: name.hasSuffix) }

  /// A file's name without the ending of a model's.
  static func withoutEnding(_ name: Substring) -> Substring {
    for ending in endings where name.hasSuffix(ending) {
      return name.dropLast(ending.count)
    }
    return name
  }
}
