package import ByteReading

/// Protobuf's text format, turned into the bytes that stand for the same message.
///
/// A reader of the bytes then reads both. Fields that the schema does not list are skipped, what
/// they hold is only checked for its form.
///
/// Reference: <https://protobuf.dev/reference/protobuf/textformat-spec/>
package enum ProtobufText {
  /// Translates a text.
  ///
  /// - Parameters:
  ///   - text: The whole text.
  ///   - message: The name of the outermost message in the schema.
  ///   - schema: The messages and their fields.
  /// - Returns: The message's bytes.
  /// - Throws: ``FormatError`` with the byte of the text.
  package static func bytes(
    of text: RawSpan, as message: String, in schema: ProtobufSchema
  ) throws(FormatError) -> [UInt8] {
    var parser = ProtobufTextParser(ProtobufLexer(text), schema)
    return try parser.fields(of: message, until: nil, depth: 0).bytes
  }
}

/// Recursive descent over the tokens.
struct ProtobufTextParser: ~Escapable {
  private var lexer: ProtobufLexer
  private let schema: ProtobufSchema

  /// No message nests deeper.
  private static let depthLimit = 64

  @_lifetime(copy lexer)
  init(_ lexer: consuming ProtobufLexer, _ schema: ProtobufSchema) {
    self.lexer = lexer
    self.schema = schema
  }

  /// The fields up to a closing bracket, or the end; of a message that is not known (`nil`) nothing.
  mutating func fields(
    of message: String?, until close: UInt8?, depth: Int
  ) throws(FormatError) -> ProtobufWriter {
    guard depth <= Self.depthLimit else {
      throw FormatError(
        .overLimit("more than \(Self.depthLimit) nested messages"), at: lexer.position)
    }
    let known = message.flatMap { schema.messages[$0] }
    var writer = ProtobufWriter()
    while true {
      if lexer.skip(UInt8(ascii: ",")) { continue }
      if lexer.skip(UInt8(ascii: ";")) { continue }
      if let close {
        if lexer.skip(close) { return writer }
      } else if try lexer.isAtEnd() {
        return writer
      }
      let name = try lexer.fieldName()
      try value(of: known?[name], into: &writer, depth: depth)
    }
  }

  private mutating func value(
    of field: ProtobufSchema.Field?, into writer: inout ProtobufWriter, depth: Int
  ) throws(FormatError) {
    let hasColon = lexer.skip(UInt8(ascii: ":"))
    let opensList = lexer.skip(UInt8(ascii: "["))
    if opensList {
      var isDone = lexer.skip(UInt8(ascii: "]"))
      while !isDone {
        try item(of: field, into: &writer, depth: depth)
        isDone = !lexer.skip(UInt8(ascii: ","))
        if isDone { try lexer.take(UInt8(ascii: "]")) }
      }
      return
    }
    let opensMessage = lexer.opensMessage()
    guard hasColon || opensMessage else { throw lexer.unexpected("':' or '{'") }
    try item(of: field, into: &writer, depth: depth)
  }

  private mutating func item(
    of field: ProtobufSchema.Field?, into writer: inout ProtobufWriter, depth: Int
  ) throws(FormatError) {
    if let close = lexer.openMessage() {
      var name: String?
      if case .message(let known)? = field?.kind { name = known }
      let inner = try fields(of: name, until: close, depth: depth + 1)
      if let field, name != nil { writer.write(field.number, message: inner) }
      return
    }
    guard let field else { return try lexer.skipScalar() }
    switch field.kind {
    case .bytes:
      let text = try lexer.string()
      writer.write(field.number, bytes: text.bytes)
    case .varint: writer.write(field.number, int64: try lexer.integer(["true": 1, "false": 0]))
    case .word(let words): writer.write(field.number, int64: try lexer.integer(words))
    case .float: writer.write(field.number, float: Float(try lexer.number()))
    case .double: writer.write(field.number, fixed64: try lexer.number().bitPattern)
    case .message: throw lexer.unexpected("'{'")
    }
  }
}
