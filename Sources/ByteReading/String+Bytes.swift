extension String {
  /// The text's UTF-8 as raw memory.
  package var utf8Bytes: RawSpan {
    @_lifetime(borrow self) borrowing get {
      unsafe utf8Span.span.bytes
    }
  }
}
