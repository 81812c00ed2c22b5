internal import ByteReading

/// The operands of protocol 0, which are text.
extension PickleMachine {
  /// Reads the number of a memo's place.
  mutating func readIndex() throws(FormatError) -> Int {
    let start = arena.input.offset
    let line = try readLine()
    guard let index = Int(line.text), index >= 0 else {
      throw FormatError(.malformed("memo index \(quoted(line))"), at: start)
    }
    return index
  }

  /// Reads an integer, which may be a truth value: `01` and `00`.
  mutating func readIntLine() throws(FormatError) -> PickleValue {
    let start = arena.input.offset
    let line = try readLine()
    if line.byteCount == 2, line.byte(at: 0) == UInt8(ascii: "0") {
      if line.byte(at: 1) == UInt8(ascii: "1") { return .true }
      if line.byte(at: 1) == UInt8(ascii: "0") { return .false }
    }
    return try makeInt(line, at: start)
  }

  /// Reads an integer of any size, which may end in `L`.
  mutating func readLongLine() throws(FormatError) -> PickleValue {
    let start = arena.input.offset
    let line = try readLine()
    let hasSuffix = line.byteCount > 0 && line.byte(at: line.byteCount - 1) == UInt8(ascii: "L")
    return try makeInt(line.extracting(droppingLast: hasSuffix ? 1 : 0), at: start)
  }

  private mutating func makeInt(
    _ line: RawSpan, at offset: Int
  ) throws(FormatError) -> PickleValue {
    if line.byteCount < 19, let value = Int(line.text) { return try arena.makeInt(value) }
    guard let literal = PythonInteger(line) else {
      throw FormatError(.malformed("integer \(quoted(line))"), at: offset)
    }
    switch literal {
    case .decimal(let digits): return try arena.makeInt(decimal: digits)
    case .twosComplement(let bytes):
      if bytes.count <= 8 { return try arena.makeInt(shortTwosComplement(bytes.bytes)) }
      let range = try arena.addDecoded(bytes.bytes)
      return try arena.makeNode(PickleNode(.bigInt, start: range))
    }
  }

  mutating func readFloatLine() throws(FormatError) -> PickleValue {
    let start = arena.input.offset
    let line = try readLine()
    guard let value = pythonFloat(line) else {
      throw FormatError(.malformed("number \(quoted(line))"), at: start)
    }
    return try arena.makeDouble(value)
  }

  /// Pushes a string of Python 2 in quotes, with the escapes of its literals.
  mutating func pushQuotedString() throws(FormatError) {
    let start = arena.input.offset
    let line = try readLine()
    guard let text = unquotedPython2String(line) else {
      throw FormatError(.malformed("string \(quoted(line))"), at: start)
    }
    let range = try arena.addDecoded(text.bytes)
    push(PickleValue(text.bytes.isASCII ? .text : .bytes, range))
  }

  /// Pushes text with the escapes `\uXXXX` and `\UXXXXXXXX`, in Latin-1 otherwise.
  mutating func pushEscapedText() throws(FormatError) {
    let start = arena.input.offset
    let offset = arena.input.position
    let line = try readLine()
    if line.isASCII, line.firstIndex(of: UInt8(ascii: "\\")) == nil {
      let range = try arena.addRange(offset: offset, length: line.byteCount)
      return push(PickleValue(.text, range))
    }
    guard let (text, hasSurrogates) = rawUnicodeUnescaped(line) else {
      throw FormatError(.malformed("escape in \(quoted(line))"), at: start)
    }
    let range = try arena.addDecoded(text.bytes, hasSurrogates: hasSurrogates)
    push(PickleValue(.text, range))
  }

  private func quoted(_ line: RawSpan) -> String {
    let text = line.extracting(first: min(line.byteCount, 40)).text
    return "'\(text)\(line.byteCount > 40 ? "…" : "")'"
  }
}
