internal import ByteReading

extension PickleMachine {
  /// Reads a length or number that no file has as many bytes for, if it is wrong.
  mutating func readLength<Value: FixedWidthInteger & BitwiseCopyable>(
    _: Value.Type
  ) throws(FormatError) -> Int {
    let start = arena.input.offset
    let value = try arena.input.readLittleEndian(Value.self)
    guard let length = Int(exactly: value) else {
      throw FormatError(.malformed("length \(value)"), at: start)
    }
    return length
  }

  mutating func readSignedLength() throws(FormatError) -> Int {
    let start = arena.input.offset
    let length = try readLength(Int32.self)
    guard length >= 0 else { throw FormatError(.malformed("length \(length)"), at: start) }
    return length
  }

  /// Where the opcode that is being carried out lies in the input.
  private var opcode: Int { place - arena.input.origin }

  /// Pushes the next bytes as UTF-8 text.
  mutating func pushText(_ length: Int) throws(FormatError) {
    let start = arena.input.offset
    let offset = arena.input.position
    let text = try arena.input.readBytes(length)
    let form = TextForm(of: text)
    guard form != .neither else { throw FormatError(.malformed("text is no UTF-8"), at: start) }
    let payload = try arena.addBytes(
      behind: opcode, offset: offset, length: length, hasSurrogates: form == .surrogates)
    push(PickleValue(.text, payload))
  }

  mutating func pushBytes(_ length: Int) throws(FormatError) {
    let offset = arena.input.position
    _ = try arena.input.readBytes(length)
    push(
      PickleValue(.bytes, try arena.addBytes(behind: opcode, offset: offset, length: length)))
  }

  /// Pushes a string of Python 2. Like Python 3, which takes such strings for ASCII, it gives text;
  /// where Python 3 gives up, because there are other bytes, it gives bytes.
  mutating func pushOldString(_ length: Int) throws(FormatError) {
    let offset = arena.input.position
    let text = try arena.input.readBytes(length)
    let payload = try arena.addBytes(behind: opcode, offset: offset, length: length)
    push(PickleValue(text.isASCII ? .text : .bytes, payload))
  }

  /// Pushes an integer from its two's complement.
  mutating func pushInt(_ length: Int) throws(FormatError) {
    let offset = arena.input.position
    let bytes = try arena.input.readBytes(length)
    push(try arena.makeInt(twosComplement: bytes, at: offset))
  }

  /// Reads up to a newline, which is stepped over.
  @_lifetime(copy self)
  mutating func readLine() throws(FormatError) -> RawSpan {
    let rest = arena.input.bytes.extracting(arena.input.position...)
    guard let length = rest.firstIndex(of: 0x0A) else {
      throw FormatError(
        .malformed("no newline to the end of the file"), at: arena.input.offset)
    }
    let line = try arena.input.readBytes(length)
    _ = try arena.input.readByte()
    return line
  }

  /// Reads the name of a module or class.
  mutating func readName() throws(FormatError) -> String {
    let start = arena.input.offset
    let name = try readLine()
    guard TextForm(of: name) == .utf8 else {
      throw FormatError(.malformed("a name that is no UTF-8"), at: start)
    }
    return name.text
  }

  /// Pushes a line as text, and returns its handle instead.
  mutating func pushedLine() throws(FormatError) -> PickleValue {
    let start = arena.input.offset
    let offset = arena.input.position
    let line = try readLine()
    guard line.isASCII else {
      throw FormatError(.malformed("a persistent id that is no ASCII"), at: start)
    }
    return PickleValue(.text, try arena.addRange(offset: offset, length: line.byteCount))
  }
}

/// What the bytes of a text are.
enum TextForm {
  case utf8
  /// UTF-8 but for surrogates, which Python writes as if UTF-8 had them.
  case surrogates
  case neither

  init(of text: RawSpan) {
    if text.isUTF8 {
      self = .utf8
    } else {
      self = text.isUTF8WithSurrogates ? .surrogates : .neither
    }
  }
}
