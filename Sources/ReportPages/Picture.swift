internal import Charts

/// A picture that a page holds in itself.
///
/// It stands there as an image and not as a part of the page, so that nothing in it runs, whatever
/// drew it.
package struct Picture: Sendable, Equatable {
  /// The kinds of pictures, by the ends of their files' names.
  package enum Kind: String, Sendable, CaseIterable {
    case svg, png

    /// The kind of a file; `nil` if it is none of these.
    package init?(path: String) {
      guard let kind = Self.allCases.first(where: { path.hasSuffix(".\($0.rawValue)") }) else {
        return nil
      }
      self = kind
    }

    fileprivate var type: String { self == .svg ? "image/svg+xml" : "image/png" }
  }

  private let kind: Kind
  private let bytes: [UInt8]

  /// A picture of these bytes.
  package init(_ kind: Kind, _ bytes: [UInt8]) {
    self.kind = kind
    self.bytes = bytes
  }

  /// Writes the picture with its bytes in its address (RFC 2397).
  func write(label: String, to writer: inout XMLWriter) {
    writer.raw("<img")
    writer.attribute("alt", label)
    writer.raw(" src=\"data:\(kind.type),")
    writer.raw(Self.escaped(bytes))
    writer.raw("\">")
  }

  private static func escaped(_ bytes: [UInt8]) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + bytes.count / 4)
    for byte in bytes {
      if isPlain(byte) {
        text.append(byte)
      } else {
        text += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return text
  }

  /// Whether a byte may stand for itself in an address within quotes.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "#"), UInt8(ascii: "%"), UInt8(ascii: "&"),
      UInt8(ascii: "<"), UInt8(ascii: ">"):
      false
    default: 0x20..<0x7F ~= byte
    }
  }
}
