/// A Python value that a test pickles, with protocol 2's plainest opcodes.
package indirect enum SmallPickle: Sendable {
  case none
  case bool(Bool)
  case int(Int)
  case float(Double)
  case text(String)
  case tuple([SmallPickle])
  case list([SmallPickle])
  case dict([(SmallPickle, SmallPickle)])
  /// An object of a class, made without arguments and given this state.
  case object(String, String, state: SmallPickle)
  /// A call of a function or class.
  case call(String, String, [SmallPickle])

  /// The pickle's bytes.
  package var bytes: [UInt8] {
    var bytes: [UInt8] = [0x80, 2]
    append(to: &bytes)
    bytes.append(UInt8(ascii: "."))
    return bytes
  }

  private func append(to bytes: inout [UInt8]) {
    switch self {
    case .none: bytes += "N".utf8
    case .bool(let value): bytes.append(value ? 0x88 : 0x89)
    case .int(let value): bytes += "I\(value)\n".utf8
    case .float(let value): bytes += "F\(value)\n".utf8
    case .text(let text):
      let utf8 = Array(text.utf8)
      bytes.append(UInt8(ascii: "X"))
      for shift in [0, 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: utf8.count >> shift)) }
      bytes += utf8
    case .tuple(let items):
      bytes += "(".utf8
      for item in items { item.append(to: &bytes) }
      bytes += "t".utf8
    case .list(let items):
      bytes += "](".utf8
      for item in items { item.append(to: &bytes) }
      bytes += "e".utf8
    case .dict(let entries):
      bytes += "}(".utf8
      for entry in entries {
        entry.0.append(to: &bytes)
        entry.1.append(to: &bytes)
      }
      bytes += "u".utf8
    case .object(let module, let name, let state):
      bytes += "c\(module)\n\(name)\n)".utf8
      bytes.append(0x81)
      state.append(to: &bytes)
      bytes += "b".utf8
    case .call(let module, let name, let arguments):
      bytes += "c\(module)\n\(name)\n".utf8
      SmallPickle.tuple(arguments).append(to: &bytes)
      bytes += "R".utf8
    }
  }
}

extension SmallPickle: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
  package init(integerLiteral value: Int) { self = .int(value) }
  package init(stringLiteral value: String) { self = .text(value) }
}
