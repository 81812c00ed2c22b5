import ComputationGraph

/// Short forms for lists of attributes.
extension Attribute {
  static func int(_ name: String, _ value: Int64) -> Attribute {
    Attribute(name: name, value: .int(value))
  }

  static func float(_ name: String, _ value: Float) -> Attribute {
    Attribute(name: name, value: .float(value))
  }

  static func ints(_ name: String, _ values: [Int64]) -> Attribute {
    Attribute(name: name, value: .ints(values))
  }

  static func text(_ name: String, _ value: String) -> Attribute {
    Attribute(name: name, value: .string(value))
  }
}
