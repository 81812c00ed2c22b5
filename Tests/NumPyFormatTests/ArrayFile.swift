import Foundation
import NumPyFormat
import Testing

/// A `.npy` file and what numpy says of it.
struct ArrayFile: Sendable, CustomTestStringConvertible {
  var testDescription: String { name }

  let name: String
  let bytes: [UInt8]
  let type: String
  let shape: [Int]
  let isFortranOrder: Bool
  /// The elements as JSON with sorted keys.
  let values: String
  /// What numpy prints for moments.
  let texts: [String]

  init?(line: String) {
    guard let json = try? JSONSerialization.jsonObject(with: Data(line.utf8)),
      let fields = json as? [String: Any], let name = fields["name"] as? String,
      let file = (fields["file"] as? String).flatMap({ Data(base64Encoded: $0) }),
      let type = fields["type"] as? String, let shape = fields["shape"] as? [Int],
      let isFortranOrder = fields["fortran"] as? Bool, let texts = fields["texts"] as? [String],
      let values = fields["values"] as? String
    else { return nil }
    self.name = name
    bytes = Array(file)
    self.type = type
    self.shape = shape
    self.isFortranOrder = isFortranOrder
    self.values = values
    self.texts = texts
  }
}

/// Gathers an array's elements as the oracle writes them.
struct Lists: NumPyVisitor {
  private var open: [(values: [String], names: [String])] = [([], [])]
  private(set) var moments: [String] = []

  var text: String { open[0].values.joined(separator: " ") }
  var depth: Int { open.count - 1 }

  mutating func beginRow() { open.append(([], [])) }

  mutating func endRow() {
    guard let row = open.popLast() else { return }
    append(Self.list(row.values))
  }

  mutating func beginRecord(_ fields: [NumPyType.Field]) {
    open.append(([], fields.map(\.name)))
  }

  mutating func endRecord() {
    guard let record = open.popLast() else { return }
    let pairs = zip(record.names, record.values).sorted { $0.0 < $1.0 }
    append("{" + pairs.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}")
  }

  mutating func visit(_ scalar: NumPyScalar) {
    switch scalar {
    case .bool(let value): append("\(value)")
    case .signed(let value): append("\(value)")
    case .unsigned(let value): append("\(value)")
    case .float(let value): append(Self.number(value))
    case .digits(let digits): append("\"\(Self.scientific(digits))\"")
    case .complex(let real, let imaginary):
      append(Self.list([Self.number(real), Self.number(imaginary)]))
    case .bytes(let bytes): append(Self.list(bytes.map { "\($0)" }))
    case .text(let text): append("\"\(text.replacing("\0", with: "\\u0000"))\"")
    case .moment(let value, let unit):
      append(value.map { "\($0)" } ?? "null")
      moments.append(value.map { unit.moment($0) ?? "none" } ?? "NaT")
    case .span(let value, _): append(value.map { "\($0)" } ?? "null")
    }
  }

  private mutating func append(_ value: String) { open[open.count - 1].values.append(value) }

  private static func list(_ values: [String]) -> String {
    "[" + values.joined(separator: ",") + "]"
  }

  private static func number(_ value: Double) -> String {
    if value.isFinite { return value.description }
    return value.isNaN ? "\"NaN\"" : value > 0 ? "\"Infinity\"" : "\"-Infinity\""
  }

  /// Digits as numpy's `format_float_scientific` spells them.
  private static func scientific(_ digits: String) -> String {
    guard !digits.contains("e") else {
      return digits
    }
    let sign = digits.hasPrefix("-") ? "-" : ""
    // Only numbers below one come without an exponent in the oracle's files.
    let fraction = digits.drop { $0 == "-" || $0 == "0" || $0 == "." }
    return "\(sign)\(fraction.prefix(1)).\(fraction.dropFirst())e-01"
  }
}
