package import ByteReading

/// Lists the opcodes of a pickle, in the very words of `pickletools.dis` of CPython 3.11.
///
/// It checks what that checks: that marks, memo and stack are used as they should be. Nothing is
/// built but the list of what lies on the stack: a mark or not.
package struct PickleDisassembler: ~Escapable {
  /// What has not been listed yet.
  package private(set) var input: ByteCursor
  private var line = PythonRepr()
  /// For each value on the stack whether it is a mark.
  private var stack: [Bool] = []
  private var marks: [Int] = []
  private var memo: Set<Int> = []
  private var version = -1
  private var start = 0

  /// Starts where a pickle begins.
  @_lifetime(copy input)
  package init(_ input: ByteCursor) {
    self.input = input
  }

  /// Lists one pickle to its end.
  ///
  /// - Parameter send: Takes one line after the other.
  /// - Throws: `FormatError` where the pickle cannot be gone on with, and what `send` throws.
  package mutating func run(_ send: (RawSpan) throws -> Void) throws {
    (stack, marks, memo, version) = ([], [], [], -1)
    while true {
      start = input.offset
      let code = try input.readByte()
      guard let opcode = OpcodeDescription.all[code] else {
        throw failure("opcode 0x\(String(code, radix: 16)) is none of protocols 0 to 5")
      }
      let complaint = try list(opcode)
      try send(line.bytes.bytes)
      if let complaint { throw failure(complaint) }
      if opcode.name == "STOP" { break }
    }
    line.removeAll()
    line.append("highest protocol among opcodes = \(version)\n")
    try send(line.bytes.bytes)
    guard stack.isEmpty else { throw failure("\(stack.count) values left on the stack") }
  }

  /// Writes the line of one opcode, and does to the stack what it would do.
  ///
  /// - Returns: What is wrong with it, though it can be listed.
  private mutating func list(_ opcode: OpcodeDescription) throws(FormatError) -> String? {
    begin(opcode)
    version = max(version, opcode.version)
    let taken = takeMark(opcode)
    var (remark, complaint) = (taken.remark, taken.complaint)
    let before = line.bytes.count
    line.append(spaces: max(0, 10 - opcode.name.utf8.count) + 1)
    let number = try appendOperand(opcode.operand)
    let hasOperand = opcode.operand != .none
    let memoRemark = useMemo(opcode, number, &complaint)
    if let memoRemark { remark = memoRemark }
    if !hasOperand, remark == nil {
      line.removeLast(line.bytes.count - before)
    } else if let remark {
      line.append((hasOperand ? " " : "") + remark)
    }
    line.append("\n")
    guard complaint == nil else { return complaint }
    guard stack.count >= taken.pops else {
      return "\(taken.pops) values are taken off a stack of \(stack.count)"
    }
    stack.removeLast(taken.pops)
    if opcode.pushesMark { marks.append(start) }
    for _ in 0..<opcode.pushes { stack.append(opcode.pushesMark) }
    return nil
  }

  private mutating func begin(_ opcode: OpcodeDescription) {
    line.removeAll()
    let place = "\(start)"
    line.append(spaces: max(0, 5 - place.utf8.count))
    let code = opcode.code
    let symbol =
      code < 0x80
      ? String(Unicode.Scalar(code)) : "\\x" + String(code, radix: 16)
    line.append(place + ": " + symbol)
    line.append(spaces: 4 - symbol.utf8.count + 1 + 4 * marks.count)
    line.append(opcode.name)
  }

  /// Takes a mark, and what lies above it, off the stack if the opcode does so.
  private mutating func takeMark(
    _ opcode: OpcodeDescription
  ) -> (pops: Int, remark: String?, complaint: String?) {
    guard opcode.popsMark || opcode.name == "POP" && stack.last == true else {
      return (opcode.pops, nil, nil)
    }
    guard let place = marks.popLast() else {
      return (opcode.pops, "no MARK exists on stack", "no mark on the stack")
    }
    if let mark = stack.lastIndex(of: true) { stack.removeSubrange(mark...) }
    return (opcode.popsMark ? opcode.pops : 0, "(MARK at \(place))", nil)
  }

  /// Checks the use of the memo.
  private mutating func useMemo(
    _ opcode: OpcodeDescription, _ number: Int?, _ complaint: inout String?
  ) -> String? {
    switch opcode.name {
    case "PUT", "BINPUT", "LONG_BINPUT", "MEMOIZE":
      let index = number ?? memo.count
      if memo.contains(index) {
        complaint = "place \(index) of the memo is taken"
      } else if stack.last != false {
        complaint = stack.isEmpty ? "no value on the stack" : "a mark put into the memo"
      } else {
        memo.insert(index)
      }
      return number == nil ? "(as \(index))" : nil
    case "GET", "BINGET", "LONG_BINGET":
      if let number, !memo.contains(number) { complaint = "nothing at \(number) of the memo" }
      return nil
    default: return nil
    }
  }

  private func failure(_ what: String) -> FormatError {
    FormatError(.malformed(what), at: start)
  }
}

// MARK: Operands

extension PickleDisassembler {
  /// Appends an operand; returns it if it is the number of a memo's place.
  private mutating func appendOperand(
    _ operand: OpcodeDescription.Operand
  ) throws(FormatError) -> Int? {
    switch operand {
    case .none: return nil
    case .uint1: return append(Int(try input.readByte()))
    case .uint2: return append(Int(try input.readLittleEndian(UInt16.self)))
    case .int4: return append(Int(try input.readLittleEndian(Int32.self)))
    case .uint4: return append(Int(try input.readLittleEndian(UInt32.self)))
    case .uint8: line.append("\(try input.readLittleEndian(UInt64.self))")
    case .float8:
      let bits = UInt64(bigEndian: try input.readLittleEndian(UInt64.self))
      line.append(float: Double(bitPattern: bits))
    case .intLine, .longLine: return try appendInteger(operand)
    case .long1: try appendLong(Int(try input.readByte()))
    case .long4: try appendLong(try signedLength())
    case .bytes1: line.append(data: try input.readBytes(Int(try input.readByte())))
    case .bytes4: line.append(data: try readCounted(UInt32.self))
    case .bytes8: line.append(data: try readCounted(UInt64.self))
    case .bytearray8:
      line.append("bytearray(")
      line.append(data: try readCounted(UInt64.self), escapingQuotes: true)
      line.append(")")
    case .text1: try append(text: try input.readBytes(Int(try input.readByte())))
    case .text4: try append(text: try readCounted(UInt32.self))
    case .text8: try append(text: try readCounted(UInt64.self))
    case .string1: append(latin: try input.readBytes(Int(try input.readByte())))
    case .string4: append(latin: try input.readBytes(try signedLength()))
    default: try appendLine(operand)
    }
    return nil
  }

  private mutating func append(_ number: Int) -> Int {
    line.append("\(number)")
    return number
  }

  private mutating func signedLength() throws(FormatError) -> Int {
    let length = Int(try input.readLittleEndian(Int32.self))
    guard length >= 0 else { throw failure("length \(length)") }
    return length
  }

  @_lifetime(copy self)
  private mutating func readCounted<Count: FixedWidthInteger & BitwiseCopyable>(
    _: Count.Type
  ) throws(FormatError) -> RawSpan {
    let count = try input.readLittleEndian(Count.self)
    guard let length = Int(exactly: count) else { throw failure("length \(count)") }
    return try input.readBytes(length)
  }

  private mutating func append(text: RawSpan) throws(FormatError) {
    guard TextForm(of: text) != .neither else { throw failure("text is no UTF-8") }
    line.append(text: text)
  }

  private mutating func append(latin data: RawSpan) {
    var text: [UInt8] = []
    for index in 0..<data.byteCount { appendUTF8(UInt32(data.byte(at: index)), to: &text) }
    line.append(text: text.bytes)
  }

  private mutating func appendLong(_ length: Int) throws(FormatError) {
    let bytes = try input.readBytes(length)
    if bytes.byteCount <= 8 {
      line.append("\(shortTwosComplement(bytes))")
    } else {
      line.append(String(decoding: integerDigits(ofTwosComplement: bytes), as: UTF8.self))
    }
  }

  @_lifetime(copy self)
  private mutating func readLine() throws(FormatError) -> RawSpan {
    let rest = input.bytes.extracting(input.position...)
    guard let length = rest.firstIndex(of: 0x0A) else {
      throw failure("no newline to the end of the file")
    }
    let line = try input.readBytes(length)
    _ = try input.readByte()
    return line
  }

  private mutating func appendInteger(
    _ operand: OpcodeDescription.Operand
  ) throws(FormatError) -> Int? {
    let text = try readLine()
    if operand == .intLine, text.isEqual(to: "00") || text.isEqual(to: "01") {
      let isTrue = text.isEqual(to: "01")
      line.append(isTrue ? "True" : "False")
      return isTrue ? 1 : 0
    }
    let hasSuffix =
      operand == .longLine && text.byteCount > 0
      && text.byte(at: text.byteCount - 1) == UInt8(ascii: "L")
    let number = text.extracting(droppingLast: hasSuffix ? 1 : 0)
    guard let literal = PythonInteger(number), case .decimal(let digits) = literal else {
      throw failure("integer '\(text.text)'")
    }
    let decimal = String(decoding: digits, as: UTF8.self)
    line.append(decimal)
    return Int(decimal)
  }

  private mutating func appendLine(_ operand: OpcodeDescription.Operand) throws(FormatError) {
    let text = try readLine()
    switch operand {
    case .floatLine:
      guard let value = pythonFloat(text) else { throw failure("number '\(text.text)'") }
      line.append(float: value)
    case .quotedLine:
      let string = try unquoted(text)
      line.append(text: string.bytes)
    case .escapedLine:
      guard let unescaped = rawUnicodeUnescaped(text) else { throw failure("escape in text") }
      let plain = unescaped.text
      line.append(text: plain.bytes)
    case .linePair:
      let module = try unescaped(text)
      let name = try unescaped(try readLine())
      let pair = module + [0x20] + name
      line.append(text: pair.bytes)
    default:
      let name = try unescaped(text)
      line.append(text: name.bytes)
    }
  }

  /// `pickletools` undoes escapes in names, though the machine does not.
  private func unescaped(_ text: RawSpan) throws(FormatError) -> [UInt8] {
    let quoted = [UInt8(ascii: "'")] + text.copied() + [UInt8(ascii: "'")]
    return try unquoted(quoted.bytes)
  }

  private func unquoted(_ text: RawSpan) throws(FormatError) -> [UInt8] {
    guard let bytes = unquotedPython2String(text) else { throw failure("string \(text.text)") }
    guard bytes.allSatisfy({ $0 < 0x80 }) else { throw failure("a string that is no ASCII") }
    return bytes
  }
}
