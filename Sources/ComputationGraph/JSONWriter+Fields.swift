package import RecordStreams

/// How the fields of records are written: one that is not there is left out.
extension JSONWriter {
  /// Writes a key and a string, unless there is none.
  package mutating func member(_ key: StaticString, _ value: String?) {
    guard let value else { return }
    self.key(key)
    string(value)
  }

  /// Writes a key and a whole number, unless there is none.
  package mutating func member(_ key: StaticString, _ value: Int?) {
    guard let value else { return }
    self.key(key)
    int(value)
  }

  /// Writes a key and an array, unless it is empty and may be left out.
  package mutating func member<Element>(
    _ key: StaticString, _ values: [Element], leavingOutEmpty: Bool = false,
    _ write: (borrowing Element, inout JSONWriter) -> Void
  ) {
    guard !values.isEmpty || !leavingOutEmpty else { return }
    self.key(key)
    beginArray()
    // A span lends its elements; an array would hand out a copy of each.
    let values = values.span
    for index in values.indices { write(values[index], &self) }
    endArray()
  }
}
