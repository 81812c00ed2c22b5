extension TwoPath {
  /// Reads a code: operators with commas, blocks with bars, paths with a semicolon between them, and
  /// an asterisk after the two blocks of each path that halve.
  package func genes(from text: String, as encoding: String?) throws(CodeError) -> Genes {
    var cursor = CodeCursor(text)
    cursor.skipBlanks()
    let first = try Self.readPath(&cursor)
    try cursor.expect(";")
    let second = try Self.readPath(&cursor)
    try cursor.finish()
    return first.genes + second.genes
  }

  private static func readPath(_ cursor: inout CodeCursor) throws(CodeError) -> Path {
    var blocks: [[Int]] = []
    var reducing: [Int] = []
    repeat {
      guard blocks.count < 4 else { throw cursor.refusal(expecting: "at most four blocks") }
      let start = cursor
      var block: [Int] = []
      repeat {
        guard block.count < 3 else { throw cursor.refusal(expecting: "at most three operators") }
        block.append(try cursor.choice(of: operators, "_-"))
      } while cursor.take(",")
      guard isAllowed(block: block) else {
        throw start.refusal(
          expecting: "at least one convolution and at most one other operator in a block")
      }
      let end = cursor
      if cursor.take("*") {
        guard reducing.count < 2 else { throw end.refusal(expecting: "two halving blocks a path") }
        reducing.append(blocks.count)
      }
      blocks.append(block)
    } while cursor.take("|")
    guard blocks.count > 1 else { throw cursor.refusal(expecting: "a bar and another block") }
    guard reducing.count == 2 else {
      throw cursor.refusal(expecting: "two blocks of the path marked with an asterisk")
    }
    return Path(blocks: blocks, reducing: reducing)
  }

  /// Writes a code.
  package func text(of genes: Genes, as encoding: String) -> String {
    Self.paths(genes).map { path in
      path.blocks.enumerated().map { place, block in
        block.map { Self.operators[$0] }.joined(separator: ",")
          + (path.reducing.contains(place) ? "*" : "")
      }.joined(separator: "|")
    }.joined(separator: ";")
  }
}
