/// A space some of whose choices matter only where another choice makes room for them: the block of
/// a stage that has so many blocks.
///
/// A choice that does not matter has one value, so that a network has one code.
package protocol NestedSpace: SearchSpace {
  /// The genes with every choice that does not matter at its one value.
  func normalised(_ genes: Genes) -> Genes
}

extension NestedSpace {
  /// Codes are not numbered unless a space does it.
  package var count: Int? { nil }

  /// Genes below their radices, those that do not matter at their one value.
  package func check(_ genes: Genes) throws(CodeError) {
    guard genes.count == radices.count else {
      throw CodeError(found: "\(genes.count) choices", expected: "\(radices.count)")
    }
    for (position, gene) in genes.enumerated() where gene < 0 || gene >= radices[position] {
      throw CodeError(
        found: "\(gene) as choice \(position + 1)",
        expected: "a number from 0 to \(radices[position] - 1)")
    }
    let normal = normalised(genes)
    for position in genes.indices where genes[position] != normal[position] {
      throw CodeError(
        found: "\(genes[position]) as choice \(position + 1), which does not matter",
        expected: "\(normal[position])")
    }
  }

  /// Each choice on its own, each of its values with the same chance.
  package func sample(using random: inout SeededRandom) -> Genes {
    normalised(radices.map { random.next(below: $0) })
  }

  /// Every other value of every choice that matters, in this order.
  package func neighbours(of genes: Genes) -> [Genes] {
    var neighbours: [Genes] = []
    for (position, radix) in radices.enumerated() {
      for value in 0..<radix where value != genes[position] {
        var neighbour = genes
        neighbour[position] = value
        let normal = normalised(neighbour)
        if normal[position] == value { neighbours.append(normal) }
      }
    }
    return neighbours
  }

  /// One choice that matters gets another value.
  package func mutated(_ genes: Genes, using random: inout SeededRandom) -> Genes {
    let free = radices.indices.filter { radices[$0] > 1 }
    guard !free.isEmpty else { return genes }
    // Most choices matter, so few are drawn in vain.
    while true {
      let position = free[random.next(below: free.count)]
      let value = random.next(below: radices[position] - 1)
      var mutated = genes
      mutated[position] = value < genes[position] ? value : value + 1
      let normal = normalised(mutated)
      if normal[position] == mutated[position] { return normal }
    }
  }

  /// Each choice comes from one of the two.
  package func crossed(
    _ first: Genes, _ second: Genes, using random: inout SeededRandom
  ) -> Genes {
    normalised(zip(first, second).map { random.next() & 1 == 0 ? $0 : $1 })
  }
}
