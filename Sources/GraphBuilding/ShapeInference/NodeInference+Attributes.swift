import ComputationGraph

extension NodeInference {
  func attribute(_ name: String) -> AttributeValue? {
    for index in attributes.indices where attributes[index].isNamed(name) {
      return attributes[index].value
    }
    return nil
  }

  /// Gives the node an attribute, or one that it has another value. They stay sorted by name.
  mutating func set(_ name: String, _ value: AttributeValue) {
    if let index = attributes.firstIndex(where: { $0.isNamed(name) }) {
      attributes[index].value = value
    } else {
      let place = attributes.firstIndex { name < $0.name } ?? attributes.endIndex
      attributes.insert(Attribute(name: name, value: value), at: place)
    }
  }

  mutating func set(_ name: String, _ values: [Int]) {
    set(name, .ints(values.map(Int64.init)))
  }

  mutating func drop(_ name: String) {
    if let index = attributes.firstIndex(where: { $0.isNamed(name) }) {
      attributes.remove(at: index)
    }
  }

  func int(_ name: String) -> Int64? {
    for index in attributes.indices where attributes[index].isNamed(name) {
      if case .int(let value) = attributes[index].value { return value }
      return nil
    }
    return nil
  }

  /// The integer, which becomes `standard` if the node does not say.
  mutating func int(_ name: String, standard: Int64) -> Int64 {
    if let value = int(name) { return value }
    set(name, .int(standard))
    return standard
  }

  func ints(_ name: String) -> [Int64]? {
    switch attribute(name) {
    case .ints(let values): values
    case .int(let value): [value]
    default: nil
    }
  }

  /// The integers, which become `count` times `standard` if the node does not say. A list of
  /// another length is noted, and `nil`.
  mutating func ints(_ name: String, standard: Int64, count: Int) -> [Int64]? {
    guard let values = ints(name), !values.isEmpty || count == 0 else {
      let values = Array(repeating: standard, count: count)
      set(name, .ints(values))
      return values
    }
    if values.count == count { return values }
    note("\(name) has \(values.count) numbers; expected \(count)")
    return nil
  }

  func text(_ name: String) -> String? {
    if case .string(let text) = attribute(name) { text } else { nil }
  }

  /// Integers that are an attribute in older operator sets and an operand in newer ones. A known
  /// operand is folded into the attribute.
  mutating func ints(_ name: String, orOperand position: Int) -> [Int64]? {
    guard let operand = operand(position) else { return ints(name) }
    drop(name)
    guard let values = operand.constant?.ints else { return nil }
    set(name, .ints(values))
    return values
  }

  /// The same for one integer.
  mutating func int(_ name: String, orOperand position: Int) -> Int64? {
    guard let operand = operand(position) else { return int(name) }
    drop(name)
    guard let value = operand.constant?.ints?.first else { return nil }
    set(name, .int(value))
    return value
  }

  /// The same for one number.
  mutating func foldNumber(_ name: String, operand position: Int) {
    guard let operand = operand(position) else { return }
    drop(name)
    guard operand.isWeight, let value = operand.constant?.floats?.first else { return }
    set(name, .float(Float(value)))
  }
}
