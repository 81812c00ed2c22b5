/// The fields of messages by name, as far as a reader of text has to know them.
package struct ProtobufSchema: Sendable {
  /// What a field holds.
  package enum Kind: Sendable, Equatable {
    /// An integer, or a truth value.
    case varint
    /// A number of 32 bits with a fraction.
    case float
    /// A number of 64 bits with a fraction.
    case double
    /// Text or bytes.
    case bytes
    /// A message of this name.
    case message(String)
    /// One of these words, or its number.
    case word([String: Int64])
  }

  /// A field of a message.
  package struct Field: Sendable {
    /// The field's number on the wire.
    package let number: Int32
    /// What it holds.
    package let kind: Kind

    /// A field with a number.
    package init(_ number: Int32, _ kind: Kind) {
      self.number = number
      self.kind = kind
    }
  }

  /// The fields of each message.
  let messages: [String: [String: Field]]

  /// A schema of these messages. Fields that are not listed are skipped.
  package init(_ messages: [String: [String: Field]]) {
    self.messages = messages
  }
}
