/// Why bytes are not the JSON that was expected, and where.
@usableFromInline
package struct JSONError: Error, Equatable, Sendable {
  /// The position of the first byte that could not be accepted, from the start of the text.
  package let offset: Int
  /// What stands there.
  package let found: String
  /// What should stand there.
  package let expected: String
  /// The keys and positions that lead to it, innermost first.
  package private(set) var trail: [String] = []

  /// Describes a refusal.
  package init(at offset: Int, found: String, expected: String) {
    self.offset = offset
    self.found = found
    self.expected = expected
  }

  /// The same refusal, seen from one value further out.
  @usableFromInline
  package func inside(_ part: String) -> JSONError {
    var error = self
    error.trail.append(part)
    return error
  }

  /// The way to the value from the outermost in, such as `nodes[3].outputs[0].shape`; may be empty.
  package var path: String {
    trail.reversed().reduce(into: "") { path, part in
      path += path.isEmpty || part.hasPrefix("[") ? part : "." + part
    }
  }

  /// What was found and what was expected, after the way to it.
  package var message: String {
    (trail.isEmpty ? "" : path + ": ") + "found \(found); expected \(expected)"
  }
}

extension JSONError: CustomStringConvertible {
  /// One line: `byte 17: nodes[3].op: found '}'; expected a string`.
  @usableFromInline
  package var description: String { "byte \(offset): \(message)" }
}
