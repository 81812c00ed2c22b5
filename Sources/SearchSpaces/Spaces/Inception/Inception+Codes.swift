extension Inception {
  /// Reads a code.
  package func genes(from text: String, as encoding: String?) throws(CodeError) -> Genes {
    var cursor = CodeCursor(text)
    cursor.skipBlanks()
    var stages: [Stage] = []
    for stage in Self.channels.indices {
      if stage > 0 { try cursor.expect(";") }
      let blocks = try cursor.number(in: 2...6)
      try cursor.expect("*")
      var chains: [Chain] = []
      repeat {
        guard chains.count < 4 else { throw cursor.refusal(expecting: "at most four chains") }
        chains.append(try Self.readChain(&cursor))
      } while cursor.take("|")
      stages.append(Stage(blocks: blocks, chains: chains))
    }
    try cursor.finish()
    return Self.genes(stages)
  }

  private static func readChain(_ cursor: inout CodeCursor) throws(CodeError) -> Chain {
    let start = cursor
    var operators: [Int] = []
    repeat {
      guard operators.count < 10 else { throw cursor.refusal(expecting: "at most ten operators") }
      operators.append(try cursor.choice(of: Self.operators))
    } while cursor.take(",")
    try cursor.expect("@")
    let inside = try cursor.number(in: 1...channelLimit)
    try cursor.expect(">")
    let chain = Chain(
      operators: operators, inside: inside, end: try cursor.number(in: 1...channelLimit))
    guard chain.isAllowed else {
      throw start.refusal(expecting: "at least one convolution and at most one other in a chain")
    }
    return chain
  }

  /// Writes a code.
  package func text(of genes: Genes, as encoding: String) -> String {
    Self.checked(genes).map { stage in
      "\(stage.blocks)*"
        + stage.chains.map { chain in
          chain.operators.map { Self.operators[$0] }.joined(separator: ",")
            + "@\(chain.inside)>\(chain.end)"
        }.joined(separator: "|")
    }.joined(separator: ";")
  }
}
