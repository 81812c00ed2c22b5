/// Walks two sorted streams side by side.
enum Alignment {
  /// Hands over the elements of each key: one of each stream, or one alone.
  ///
  /// - Parameters:
  ///   - left: Gives the next element of a stream that is sorted by the bytes of its keys, each once.
  ///   - right: The same of another stream.
  ///   - key: The key of an element.
  ///   - body: Told the elements.
  /// - Throws: What the functions throw.
  static func forEach<Element>(
    _ left: () throws -> Element?, _ right: () throws -> Element?, by key: (Element) -> String,
    _ body: (Element?, Element?) throws -> Void
  ) throws {
    var (a, b) = (try left(), try right())
    while a != nil || b != nil {
      let (x, y) = (a.map(key), b.map(key))
      let isLeft =
        x.map { x in y.map { !$0.utf8.lexicographicallyPrecedes(x.utf8) } ?? true } ?? false
      let isRight =
        y.map { y in x.map { !$0.utf8.lexicographicallyPrecedes(y.utf8) } ?? true } ?? false
      try body(isLeft ? a : nil, isRight ? b : nil)
      if isLeft { a = try left() }
      if isRight { b = try right() }
    }
  }
}
