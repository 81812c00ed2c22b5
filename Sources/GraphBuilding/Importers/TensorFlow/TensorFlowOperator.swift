import ComputationGraph
import ModelFormats

/// One of TensorFlow's operators, with values by their numbers in a draft.
struct TensorFlowOperator: AppliedOperator {
  let op: String
  let attributes: [String: TensorFlowValue]
  /// The values that it reads; -1 for one that could not be followed.
  let inputs: [Int]
  /// The values that it computes; -1 for one that nobody reads.
  let outputs: [Int]

  func int(_ name: String) -> Int64? {
    if case .int(let value)? = attributes[name] { value } else { nil }
  }

  func flag(_ name: String) -> Bool { attributes[name] == .bool(true) }

  func float(_ name: String, standard: Float) -> Float {
    if case .float(let value)? = attributes[name] { value } else { standard }
  }

  func text(_ name: String) -> String? {
    if case .text(let value)? = attributes[name] { value } else { nil }
  }

  func ints(_ name: String) -> [Int64]? {
    if case .ints(let values)? = attributes[name] { values } else { nil }
  }

  func type(_ name: String) -> ElementType? {
    if case .type(let type)? = attributes[name] { type } else { nil }
  }

  /// Whether the channels are the last dimension, as they are unless the file says otherwise.
  var isChannelsLast: Bool { text("data_format").map { !$0.hasPrefix("NC") } ?? true }

  /// The attribute that says so.
  var format: [Attribute] {
    guard isChannelsLast else { return [] }
    return [.text("data_format", text("data_format") == "NDHWC" ? "NDHWC" : "NHWC")]
  }

  /// The items of a list for all dimensions that are about height, width and depth; `nil` if there
  /// is none, or the operator does something along the batch or the channels, too.
  func spatial(_ values: [Int64]?) -> [Int64]? {
    guard let values, values.count > 2, values[0] == 1 else { return nil }
    if isChannelsLast {
      return values[values.count - 1] == 1 ? Array(values[1..<values.count - 1]) : nil
    }
    return values[1] == 1 ? Array(values[2...]) : nil
  }

  /// The attributes that have a counterpart in the record's own.
  var plainAttributes: [Attribute] {
    attributes.filter { !$0.key.hasPrefix("_") }.sorted { $0.key < $1.key }.compactMap {
      key, value in
      let plain: AttributeValue? =
        switch value {
        case .int(let value): .int(value)
        case .float(let value): .float(value)
        case .bool(let value): .int(value ? 1 : 0)
        case .text(let value): .string(value)
        case .ints(let values): .ints(values)
        case .floats(let values): .floats(values)
        case .texts(let values): .strings(values)
        case .type(let type?): .string(type.rawValue)
        default: nil
        }
      return plain.map { Attribute(name: key, value: $0) }
    }
  }
}
