internal import ByteReading

extension NumPyType {
  /// Reads a type of one word, as `init(text:)` does; without a copy for the numbers that files are
  /// full of.
  package init?(word: RawSpan) {
    guard word.byteCount == 3, word.byte(at: 1) == UInt8(ascii: "f") else {
      self.init(text: word.text)
      return
    }
    let mark = word.byte(at: 0)
    guard mark == UInt8(ascii: "<") || mark == UInt8(ascii: ">"),
      let type = Self.sized(
        "f", Int(word.byte(at: 2)) - 0x30, mark == UInt8(ascii: ">") ? .big : .little)
    else { return nil }
    self = type
  }

  /// Reads a type of one word: `<f8`, `|S5`, `>M8[ns]`, or a letter such as `d` alone.
  ///
  /// `nil` for what is no type, or one without a fixed size, such as numpy 2's variable texts.
  package init?(text: String) {
    var rest = text[...]
    var order = ByteOrder.little
    if let mark = rest.first, "<>=|".contains(mark) {
      // `=` is this machine's order, which is the little one wherever this builds.
      if mark == ">" { order = .big }
      rest.removeFirst()
    }
    guard let letter = rest.popFirst() else { return nil }
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    rest = rest.dropFirst(digits.count)
    if letter == "M" || letter == "m" {
      guard digits.isEmpty || digits == "8", let unit = Self.unit(inBrackets: rest) else {
        return nil
      }
      self.init(letter == "M" ? .datetime(unit) : .timedelta(unit), size: 8, order: order)
      return
    }
    guard rest.isEmpty else { return nil }
    if digits.isEmpty {
      guard let type = Self.lettered(letter, order) else { return nil }
      self = type
    } else {
      guard let count = Int(digits), let type = Self.sized(letter, count, order) else { return nil }
      self = type
    }
  }

  private static func unit(inBrackets text: Substring) -> NumPyTimeUnit? {
    guard !text.isEmpty else { return NumPyTimeUnit(.generic) }
    guard text.hasPrefix("["), text.hasSuffix("]") else { return nil }
    return NumPyTimeUnit(text: String(text.dropFirst().dropLast()))
  }

  private static func sized(_ letter: Character, _ size: Int, _ order: ByteOrder) -> NumPyType? {
    guard size <= largestSize else { return nil }
    switch (letter, size) {
    case ("b", 1): return NumPyType(.bool, size: 1)
    case ("i", 1), ("i", 2), ("i", 4), ("i", 8): return NumPyType(.signed, size: size, order: order)
    case ("u", 1), ("u", 2), ("u", 4), ("u", 8):
      return NumPyType(.unsigned, size: size, order: order)
    case ("f", 2), ("f", 4), ("f", 8), ("f", 12), ("f", 16):
      return NumPyType(.float, size: size, order: order)
    case ("c", 8), ("c", 16), ("c", 24), ("c", 32):
      return NumPyType(.complex, size: size, order: order)
    case ("S", _), ("a", _): return NumPyType(.bytes, size: size)
    case ("U", ...(largestSize / 4)): return NumPyType(.text, size: size * 4, order: order)
    case ("V", _): return NumPyType(.void, size: size)
    case ("O", 4), ("O", 8): return NumPyType(.object, size: size)
    default: return nil
    }
  }

  /// The letters of C's types, as `dtype.char` has them on 64-bit Unix.
  private static func lettered(_ letter: Character, _ order: ByteOrder) -> NumPyType? {
    switch letter {
    case "?": NumPyType(.bool, size: 1)
    case "b": NumPyType(.signed, size: 1)
    case "h": NumPyType(.signed, size: 2, order: order)
    case "i": NumPyType(.signed, size: 4, order: order)
    case "l", "q", "p": NumPyType(.signed, size: 8, order: order)
    case "B": NumPyType(.unsigned, size: 1)
    case "H": NumPyType(.unsigned, size: 2, order: order)
    case "I": NumPyType(.unsigned, size: 4, order: order)
    case "L", "Q", "P": NumPyType(.unsigned, size: 8, order: order)
    case "e": NumPyType(.float, size: 2, order: order)
    case "f": NumPyType(.float, size: 4, order: order)
    case "d": NumPyType(.float, size: 8, order: order)
    case "g": NumPyType(.float, size: 16, order: order)
    case "F": NumPyType(.complex, size: 8, order: order)
    case "D": NumPyType(.complex, size: 16, order: order)
    case "G": NumPyType(.complex, size: 32, order: order)
    case "S", "a", "c": NumPyType(.bytes, size: letter == "c" ? 1 : 0)
    case "U": NumPyType(.text, size: 0, order: order)
    case "V": NumPyType(.void, size: 0)
    case "O": NumPyType(.object, size: 8)
    default: nil
    }
  }

  /// The type as numpy's `dtype.str` spells it; records and arrays are bytes to it.
  package var text: String {
    let mark = order == .little ? "<" : ">"
    switch kind {
    case .bool: return "|b1"
    case .signed: return (size == 1 ? "|" : mark) + "i\(size)"
    case .unsigned: return (size == 1 ? "|" : mark) + "u\(size)"
    case .float: return mark + "f\(size)"
    case .complex: return mark + "c\(size)"
    case .bytes: return "|S\(size)"
    case .text: return mark + "U\(size / 4)"
    case .datetime(let unit): return mark + "M8" + unit.text
    case .timedelta(let unit): return mark + "m8" + unit.text
    case .object: return "|O"
    case .void, .record, .array: return "|V\(size)"
    }
  }
}
