/// How wide text is, so that boxes hold their labels, and labels that are cut to a width.
///
/// The widths are those of DejaVu Sans and Verdana, which drawings ask for first; other faces that
/// stand in for them are narrower.
package struct TextWidth: Sendable {
  /// The advance of each character from space to tilde, in hundredths of the size.
  private let advances: [UInt8]
  private let size: Double

  /// Text of a size, in units of the drawing.
  package init(size: Double, isBold: Bool = false) {
    self.size = size
    advances = isBold ? Self.bold : Self.regular
  }

  /// The width of a text.
  package func width(of text: some StringProtocol) -> Double {
    text.unicodeScalars.reduce(0.0) { $0 + advance($1) } * size / 100
  }

  private func advance(_ scalar: Unicode.Scalar) -> Double {
    switch scalar.value {
    case 0x20..<0x7F: Double(advances[Int(scalar.value) - 0x20])
    // East Asian scripts and emoji are as wide as high.
    case 0x1100...: 105
    default: 85
    }
  }

  /// No character is wider, in sizes.
  private static let widest = 1.11

  /// The text, or its beginning and end with an ellipsis between them, no wider than a limit.
  package func fitted(_ text: String, to limit: Double) -> String {
    if Double(text.utf8.count) * Self.widest * size <= limit { return text }
    // No character is narrower than a quarter of the size.
    let most = Int(limit / size * 4) + 2
    let isShort = text.unicodeScalars.prefix(most).count < most
    if isShort, width(of: text) <= limit { return text }
    let room = limit - size
    var (head, tail) = (String.UnicodeScalarView(), String.UnicodeScalarView())
    var used = 0.0
    for scalar in text.unicodeScalars.prefix(most) {
      used += advance(scalar) * size / 100
      guard used <= room * 0.55 else { break }
      head.append(scalar)
    }
    used = 0
    for scalar in text.unicodeScalars.reversed().prefix(most) {
      used += advance(scalar) * size / 100
      guard used <= room * 0.45 else { break }
      tail.append(scalar)
    }
    return String(head) + "…" + String(tail.reversed().map(Character.init))
  }

  private static let regular: [UInt8] = [
    32, 41, 46, 84, 64, 96, 78, 28, 40, 40, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 34, 34, 84, 84, 84, 54, 100, 69, 69, 70, 78, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75, 79,
    61, 79, 70, 64, 62, 74, 69, 99, 69, 62, 69, 40, 34, 40, 84, 50, 50, 62, 64, 55, 64, 62, 36, 64,
    64, 28, 28, 58, 28, 98, 64, 62, 64, 64, 42, 53, 40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84,
  ]
  private static let bold: [UInt8] = [
    35, 46, 53, 84, 70, 101, 88, 31, 46, 46, 53, 84, 38, 42, 38, 37, 70, 70, 70, 70, 70, 70, 70, 70,
    70, 70, 40, 40, 84, 84, 84, 59, 100, 78, 77, 74, 84, 69, 69, 83, 84, 38, 38, 78, 64, 100, 84,
    86,
    74, 86, 78, 73, 69, 82, 78, 111, 78, 73, 73, 46, 37, 46, 84, 50, 50, 68, 72, 60, 72, 68, 44, 72,
    72, 35, 35, 67, 35, 105, 72, 69, 72, 72, 50, 60, 48, 72, 66, 93, 65, 66, 59, 72, 37, 72, 84,
  ]
}
