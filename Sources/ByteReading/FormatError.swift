/// A reason why bytes could not be read, and where.
@usableFromInline
package struct FormatError: Error, Equatable, Sendable {
  /// What kind of trouble it was.
  @usableFromInline
  package enum Reason: Equatable, Sendable {
    /// More bytes were promised than are there.
    case truncated(needed: Int, available: Int)
    /// The bytes break a rule of the format; the text names what was found and what was expected.
    case malformed(String)
    /// The bytes are legal, and this reader does not read them.
    case unsupported(String)
    /// A limit of the reader was reached; the text names it.
    case overLimit(String)
  }

  /// What kind of trouble it was.
  package let reason: Reason

  /// The position of the first byte that could not be accepted, from the start of the input.
  package let offset: Int

  /// The parts that were being read, innermost first.
  package private(set) var trail: [String] = []

  /// Makes an error at a byte of the input.
  @usableFromInline
  package init(_ reason: Reason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }

  /// The same error, seen from one part further out.
  package func inside(_ part: String) -> FormatError {
    var error = self
    error.trail.append(part)
    return error
  }
}

extension FormatError: CustomStringConvertible {
  /// One line, most general first: `byte 4711: ModelProto.graph: length 9999, but 20 bytes left`.
  @usableFromInline
  package var description: String {
    let place = trail.isEmpty ? "" : trail.reversed().joined(separator: ".") + ": "
    return "byte \(offset): \(place)\(reason)"
  }
}

extension FormatError.Reason: CustomStringConvertible {
  /// What was found and what was expected.
  @usableFromInline
  package var description: String {
    switch self {
    case .truncated(let needed, let available):
      "length \(needed), but \(available == 0 ? "no" : "\(available)") bytes left"
    case .malformed(let what): what
    case .unsupported(let what): "\(what) is not supported"
    case .overLimit(let what): what
    }
  }
}
