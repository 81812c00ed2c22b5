internal import ByteReading

extension PickleFamily {
  /// Numbers that are no integers and no floats, and other values of a few bytes.
  package static let numbers = PickleFamily(
    [
      PickleBuilder(["builtins", "__builtin__"], "complex") { arena, call in
        try arena.makeRecord(.complex, call, 2...2) { $0.kind(of: $1) == .float }
      },
      PickleBuilder(["decimal", "_decimal", "_pydecimal"], "Decimal") { arena, call in
        try arena.makeRecord(.decimal, call, 1...1) { $0.kind(of: $1) == .text }
      },
      PickleBuilder(["fractions"], "Fraction") { arena, call in
        let arguments = arena.arguments(of: call)
        let parts = arguments.compactMap { arena.integerText($0) ?? arena.string($0) }
        guard parts.count == arguments.count, 1...2 ~= parts.count else { return nil }
        return try arena.makeRecord(
          .fraction, [try arena.makeText(parts.joined(separator: "/"))])
      },
      PickleBuilder(["uuid"], "UUID").building { arena, object, state in
        guard let text = arena.uuidText(arena.value(forKey: "int", in: state)) else {
          return false
        }
        try arena.turn(object, into: .uuid, [try arena.makeText(text)])
        return true
      },
      PickleBuilder(["array"], "array") { arena, call in
        let arguments = arena.arguments(of: call)
        guard arguments.count == 2, arena.text(arguments[0]) != nil,
          let values = arena.itemArray(arguments[1]), arena.kind(of: arguments[1]) == .list
        else { return nil }
        return try arena.makeRecord(
          .array, [try arena.makeContainer(.list, values), arguments[0]])
      },
      PickleBuilder(["array"], "_array_reconstructor") { arena, call in
        try arena.makeArray(
          code: arena.argument(1, of: call), format: arena.argument(2, of: call),
          bytes: arena.argument(3, of: call))
      },
    ],
    types: [.complex, .decimal, .fraction, .uuid, .array])
}

extension PickleRecordType {
  /// `complex`: the real and the imaginary part.
  package static let complex = PickleRecordType(7, "complex", form: .list)
  /// `decimal.Decimal`: its digits.
  package static let decimal = PickleRecordType(8, "decimal")
  /// `fractions.Fraction`: `1/3`.
  package static let fraction = PickleRecordType(9, "fraction")
  /// `uuid.UUID`: its usual form.
  package static let uuid = PickleRecordType(10, "uuid")
  /// `array.array`: the list of its numbers, and the code of their type.
  package static let array = PickleRecordType(
    11, "array", fields: ["typecode"], form: .content)
}

extension PickleArena {
  /// The decimal digits of an integer of any size, or `nil` if it is something else.
  func integerText(_ value: PickleValue) -> String? {
    if let int = int(value) { return String(int) }
    let digits = digits(ofBigInt: value)
    return digits.isEmpty ? nil : String(decoding: digits, as: UTF8.self)
  }

  /// The bytes of `bytes`, or of text that stands for them in Latin-1, as Python 2 had it.
  package func octets(_ value: PickleValue) -> [UInt8]? {
    if let bytes = bytes(value) { return bytes.copied() }
    guard let text = text(value) else { return nil }
    return latin1(ofUTF8: text)
  }

  fileprivate func uuidText(_ value: PickleValue) -> String? {
    guard let digits = integerText(value), let number = UInt128(digits) else { return nil }
    let hex = String(number, radix: 16)
    let padded = Array(String(repeating: "0", count: 32 - hex.utf8.count) + hex)
    var text = ""
    for place in padded.indices {
      if [8, 12, 16, 20].contains(place) { text += "-" }
      text.append(padded[place])
    }
    return text
  }

  /// Makes an `array.array` from the machine's representation of its numbers.
  fileprivate mutating func makeArray(
    code: PickleValue, format: PickleValue, bytes: PickleValue
  ) throws(FormatError) -> PickleValue? {
    guard let format = int(format), 0...17 ~= format, let data = octets(bytes), text(code) != nil
    else { return nil }
    let size =
      format < 2 ? 1 : format < 6 ? 2 : format < 10 ? 4 : format < 14 ? 8 : format < 16 ? 4 : 8
    guard data.count.isMultiple(of: size) else { return nil }
    var values: [PickleValue] = []
    values.reserveCapacity(data.count / size)
    for start in stride(from: 0, to: data.count, by: size) {
      var bits: UInt64 = 0
      for place in 0..<size {
        let offset = format.isMultiple(of: 2) || size == 1 ? size - 1 - place : place
        bits = bits << 8 | UInt64(data[start + offset])
      }
      values.append(try makeElement(bits, size: size, format: format))
    }
    return try makeRecord(.array, [try makeContainer(.list, values), code])
  }

  private mutating func makeElement(
    _ bits: UInt64, size: Int, format: Int
  ) throws(FormatError) -> PickleValue {
    if format >= 16 { return try makeDouble(Double(bitPattern: bits)) }
    if format >= 14 {
      return try makeDouble(Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits))))
    }
    let isSigned = size == 1 ? format == 1 : format / 2 % 2 == 0
    if !isSigned {
      if let value = Int(exactly: bits) { return try makeInt(value) }
      return try makeInt(decimal: Array(String(bits).utf8))
    }
    let spare = UInt64(64 - 8 * size)
    return try makeInt(Int(Int64(bitPattern: bits << spare) >> Int64(spare)))
  }
}
