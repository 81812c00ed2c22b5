extension CodeCursor {
  /// Takes whole numbers as Python writes lists and tuples, `[1, 2]` or `(1, 2)`, or bare: `1,2`.
  ///
  /// - Parameters:
  ///   - limits: How many values each number has: it runs from 0 to one less.
  ///   - things: What is listed, in the words of a message.
  /// - Returns: As many numbers as there are limits.
  /// - Throws: What was found in place of a number, a comma or a bracket.
  package mutating func numbers(
    below limits: [Int], _ things: String = "numbers"
  ) throws(CodeError) -> [Int] {
    skipBlanks()
    let close: String? = take("[") ? "]" : take("(") ? ")" : nil
    var numbers: [Int] = []
    skipBlanks()
    for (position, limit) in limits.enumerated() {
      if position > 0 {
        guard take(",") else {
          throw refusal(expecting: "a comma and \(limits.count - position) more \(things)")
        }
        skipBlanks()
      }
      numbers.append(try number(in: 0...(limit - 1)))
      skipBlanks()
    }
    if let close { try expect(close) }
    return numbers
  }
}

extension [Int] {
  /// The list as Python writes it: `[1, 2]`.
  package var listed: String { "[" + map(String.init).joined(separator: ", ") + "]" }
}
