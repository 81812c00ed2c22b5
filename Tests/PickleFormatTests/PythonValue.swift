import PickleFormat
import TestSupport

/// A value of Python's, to be written and to be compared with what Python reads.
indirect enum PythonValue: Sendable {
  case none
  case bool(Bool)
  case int(Int)
  /// Two's complement, least significant byte first, and the same in decimal digits.
  case bigInt([UInt8], String)
  case double(Double)
  case text(String)
  case bytes([UInt8])
  case tuple([PythonValue])
  case list([PythonValue])
  case set([PythonValue])
  case frozenSet([PythonValue])
  case dictionary([(PythonValue, PythonValue)])
  case numPyDouble(Double)
  case numPyInt(Int)

  /// The value as a pickle.
  func pickled(_ version: PickleWriter.Version) -> [UInt8] {
    var writer = PickleWriter(version)
    write(to: &writer)
    return writer.finish()
  }

  private func write(to writer: inout PickleWriter) {
    switch self {
    case .none: writer.none()
    case .bool(let value): writer.bool(value)
    case .int(let value): writer.int(value)
    case .bigInt(let bytes, _): writer.int(twosComplement: bytes)
    case .double(let value): writer.double(value)
    case .text(let value): writer.text(value)
    case .bytes(let value): writer.bytes(value)
    case .numPyDouble(let value): writer.numPyDouble(value)
    case .numPyInt(let value): writer.numPyInt(value)
    case .tuple(let items):
      writer.beginTuple(items.count)
      for item in items { item.write(to: &writer) }
    case .list(let items):
      writer.beginList(items.count)
      for item in items { item.write(to: &writer) }
    case .set(let items):
      writer.beginSet(items.count)
      for item in items { item.write(to: &writer) }
    case .frozenSet(let items):
      writer.beginFrozenSet(items.count)
      for item in items { item.write(to: &writer) }
    case .dictionary(let entries):
      writer.beginDictionary(entries.count)
      for (key, value) in entries {
        key.write(to: &writer)
        value.write(to: &writer)
      }
    }
  }

  /// The value as `load_pickles.py` spells it.
  var spelling: String {
    switch self {
    case .none: "None"
    case .bool(let value): value ? "True" : "False"
    case .int(let value): "\(value)"
    case .bigInt(_, let digits): digits
    case .double(let value): "f" + Self.hexadecimal(value)
    case .text(let value): "'" + Self.hex(Array(value.utf8)) + "'"
    case .bytes(let value): "b" + Self.hex(value)
    case .tuple(let items): "(" + items.map(\.spelling).joined(separator: ",") + ")"
    case .list(let items): "[" + items.map(\.spelling).joined(separator: ",") + "]"
    case .set(let items): "set{" + items.map(\.spelling).sorted().joined(separator: ",") + "}"
    case .frozenSet(let items):
      "frozenset{" + items.map(\.spelling).sorted().joined(separator: ",") + "}"
    case .dictionary(let entries):
      "{" + entries.map { "\($0.0.spelling):\($0.1.spelling)" }.joined(separator: ",") + "}"
    case .numPyDouble(let value): "float64:" + Self.hex(Self.bytes(value.bitPattern))
    case .numPyInt(let value): "int64:" + Self.hex(Self.bytes(UInt64(bitPattern: Int64(value))))
    }
  }

  /// What is easily written wrong.
  static let corners: [PythonValue] =
    [0, 255, 256, 65535, 65536, -1, -128, Int(Int32.max), Int(Int32.min), 1 << 31, .max, .min]
    .map { .int($0) } + [
      .bigInt([UInt8](repeating: 0, count: 9) + [1], "4722366482869645213696"),
      .bigInt([0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF], "-18446744073709551616"),
      .bigInt([0xFF, 0], "255"),
      .double(.infinity), .double(-0.0), .double(.leastNonzeroMagnitude),
      .text(""), .text(String(repeating: "ä", count: 200)), .text("\u{0}\n'模\u{1F600}"),
      .bytes([]), .bytes([UInt8](0...255) + [1, 2]),
      .set([]), .frozenSet([]), .set([.int(1)]), .frozenSet([.int(1), .text("a")]),
      .list((0..<2001).map { .int($0) }), .list((0..<1000).map { .int($0) }),
      .dictionary((0..<1001).map { (.int($0), .text("k\($0 % 7)")) }),
      .set((0..<1001).map { .int($0) }), .frozenSet((0..<1500).map { .int($0) }),
      .tuple((0..<5).map { .int($0) }),
      .dictionary((0..<300).map { (.tuple([.int($0), .int(0)]), .numPyDouble(Double($0))) }),
      .list([.list([.list([])]), .tuple([.dictionary([])])]),
      .list((0..<400).map { .text("text \($0)") } + (0..<400).map { .text("text \($0)") }),
    ]

  /// A nested value; keys and members of sets are texts and integers, each once.
  static func random(depth: Int, using noise: inout SplitMix64) -> PythonValue {
    switch Int.random(in: 0..<(depth > 0 ? 15 : 9), using: &noise) {
    case 0: return .none
    case 1: return .bool(.random(using: &noise))
    case 2: return .int(Int.random(in: -70000...70000, using: &noise))
    case 3: return .int(Int.random(in: .min ... .max, using: &noise))
    case 4: return .double(Double.random(in: -1...1, using: &noise))
    case 5: return .text(randomText(using: &noise))
    case 6:
      let count = Int.random(in: 0..<300, using: &noise)
      return .bytes((0..<count).map { _ in .random(in: .min ... .max, using: &noise) })
    case 7: return .numPyDouble(Double.random(in: 0...1, using: &noise))
    case 8: return .numPyInt(Int.random(in: -9...9, using: &noise))
    case 9, 10: return .list(items(depth, &noise))
    case 11: return .tuple(items(depth, &noise))
    case 12: return .set(keys(&noise))
    case 13: return .frozenSet(keys(&noise))
    default: return .dictionary(keys(&noise).map { ($0, .random(depth: depth - 1, using: &noise)) })
    }
  }

  private static func items(_ depth: Int, _ noise: inout SplitMix64) -> [PythonValue] {
    (0..<Int.random(in: 0..<6, using: &noise)).map { _ in .random(depth: depth - 1, using: &noise) }
  }

  private static func keys(_ noise: inout SplitMix64) -> [PythonValue] {
    (0..<Int.random(in: 0..<6, using: &noise)).map { index in
      index.isMultiple(of: 2)
        ? .int(index) : .text("\(index)" + randomText(using: &noise))
    }
  }

  private static func randomText(using noise: inout SplitMix64) -> String {
    let scalars: [Unicode.Scalar] = ["a", "b", "é", "模", "\u{1F600}", "\n", "\\"]
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0..<40, using: &noise) {
      if let scalar = scalars.randomElement(using: &noise) { text.append(scalar) }
    }
    return String(text)
  }

  private static func bytes(_ bits: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: bits >> (8 * $0)) }
  }

  private static func hex(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// Python's `float.hex`.
  private static func hexadecimal(_ value: Double) -> String {
    let sign = value.sign == .minus ? "-" : ""
    if value.isInfinite { return sign + "inf" }
    if value == 0 { return sign + "0x0.0p+0" }
    let isSmall = value.isSubnormal
    let fraction = String(value.significandBitPattern, radix: 16)
    let digits = String(repeating: "0", count: 13 - fraction.count) + fraction
    let exponent = isSmall ? -1022 : Int(value.exponent)
    return "\(sign)0x\(isSmall ? 0 : 1).\(digits)p\(exponent < 0 ? "" : "+")\(exponent)"
  }
}
