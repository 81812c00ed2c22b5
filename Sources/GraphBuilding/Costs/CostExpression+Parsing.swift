/// Why a formula could not be compiled.
package struct CostExpressionError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The character in the formula, from 1.
  package let column: Int
  /// What was found and what was expected.
  package let description: String
}

extension CostExpression {
  /// Compiles a formula such as `out * in1 / in1[0]`.
  init(parsing text: String) throws(CostExpressionError) {
    var parser = Parser(text: Array(text.utf8))
    try parser.sum(depth: 0)
    guard parser.next == nil else { throw parser.unexpected("an operator or the end") }
    steps = parser.steps
  }
}

/// Recursive descent: sum = product {± product}, product = value {×÷ value}.
private struct Parser {
  let text: [UInt8]
  var position = 0
  var steps: [CostExpression.Step] = []

  /// No formula nests parentheses deeper.
  private static let depthLimit = 32

  var next: UInt8? {
    mutating get {
      while position < text.count, text[position] == UInt8(ascii: " ") { position += 1 }
      return position < text.count ? text[position] : nil
    }
  }

  mutating func unexpected(_ expected: String) -> CostExpressionError {
    let found = next.map { "'\(Character(Unicode.Scalar($0)))'" } ?? "the end"
    return CostExpressionError(
      column: position + 1, description: "found \(found); expected \(expected)")
  }

  mutating func sum(depth: Int) throws(CostExpressionError) {
    try product(depth: depth)
    while let sign = next, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
      position += 1
      try product(depth: depth)
      steps.append(sign == UInt8(ascii: "+") ? .add : .subtract)
    }
  }

  private mutating func product(depth: Int) throws(CostExpressionError) {
    try value(depth: depth)
    while let sign = next, sign == UInt8(ascii: "*") || sign == UInt8(ascii: "/") {
      position += 1
      try value(depth: depth)
      steps.append(sign == UInt8(ascii: "*") ? .multiply : .divide)
    }
  }

  private mutating func value(depth: Int) throws(CostExpressionError) {
    switch next {
    case (UInt8(ascii: "0")...UInt8(ascii: "9"))?: steps.append(.number(try number()))
    case (UInt8(ascii: "a")...UInt8(ascii: "z"))?: steps.append(try name())
    case UInt8(ascii: "("):
      guard depth < Self.depthLimit else {
        throw unexpected("at most \(Self.depthLimit) nested parentheses")
      }
      position += 1
      try sum(depth: depth + 1)
      try take(")")
    default: throw unexpected("a number, a name or '('")
    }
  }

  private mutating func number() throws(CostExpressionError) -> Int {
    let digits = word { 0x30...0x39 ~= $0 }
    guard let number = Int(digits) else { throw unexpected("a number of 64 bits") }
    return number
  }

  private mutating func name() throws(CostExpressionError) -> CostExpression.Step {
    let name = word { 0x30...0x39 ~= $0 || 0x61...0x7A ~= $0 | 0x20 || $0 == UInt8(ascii: "_") }
    if name == "operands" { return .operands }
    if name == "space" { return .space }
    if let part = FourierTransforms.Part(rawValue: name) { return .transforms(part) }
    if let position = suffix(of: name, after: "has") { return .has(position) }
    let isOperand = name == "in"
    if isOperand || suffix(of: name, after: "in") != nil {
      return .operand(suffix(of: name, after: "in") ?? 0, axis: try axis())
    }
    if name == "out" || suffix(of: name, after: "out") != nil {
      return .output(suffix(of: name, after: "out") ?? 0, axis: try axis())
    }
    return .attribute(name)
  }

  private func suffix(of name: String, after prefix: String) -> Int? {
    name.hasPrefix(prefix) ? Int(name.dropFirst(prefix.count)) : nil
  }

  private mutating func axis() throws(CostExpressionError) -> Int? {
    guard next == UInt8(ascii: "[") else { return nil }
    position += 1
    let isNegative = next == UInt8(ascii: "-")
    if isNegative { position += 1 }
    _ = next
    let axis = try number()
    try take("]")
    return isNegative ? -axis : axis
  }

  private mutating func take(_ character: Character) throws(CostExpressionError) {
    guard next == character.asciiValue else { throw unexpected("'\(character)'") }
    position += 1
  }

  private mutating func word(_ belongs: (UInt8) -> Bool) -> String {
    let start = position
    while position < text.count, belongs(text[position]) { position += 1 }
    return String(decoding: text[start..<position], as: UTF8.self)
  }
}
