extension SearchSpace {
  /// A space that does not say otherwise names no files.
  package var fileEncoding: String? { nil }

  /// A space that does not say otherwise has no cell.
  package var cellForms: [GraphForm] { [] }

  /// A space that does not say otherwise has no whole network.
  package var networkForms: [GraphForm] { [] }

  /// A space without whole networks has no tasks.
  package var tasks: [NetworkTask] { [] }

  /// The product of the radices, unless it is too large to count through.
  package var count: Int? {
    var product = 1
    for radix in radices {
      let (next, overflow) = product.multipliedReportingOverflow(by: radix)
      guard !overflow else { return nil }
      product = next
    }
    return radices.isEmpty ? nil : product
  }

  /// In a space that does not say otherwise every choice matters.
  package func normalised(_ genes: Genes) -> Genes { genes }

  /// Genes that are as many as the radices and below them are a network, those that do not matter at
  /// their one value.
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

  /// The last gene changes fastest.
  package func genes(at position: Int) -> Genes {
    var genes = radices
    var rest = position
    for index in radices.indices.reversed() {
      genes[index] = rest % radices[index]
      rest /= radices[index]
    }
    return genes
  }

  /// Each gene on its own, each of its values with the same chance.
  package func sample(using random: inout SeededRandom) -> Genes {
    normalised(radices.map { random.next(below: $0) })
  }

  /// Every other value of every gene that matters, in this order.
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

  /// One gene that has a choice, and matters, gets another value.
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

  /// Each gene comes from one of the two.
  package func crossed(
    _ first: Genes, _ second: Genes, using random: inout SeededRandom
  ) -> Genes {
    normalised(zip(first, second).map { random.next() & 1 == 0 ? $0 : $1 })
  }

  /// Appends the text.
  package func append(_ genes: Genes, as encoding: String, to text: inout [UInt8]) {
    text.append(contentsOf: self.text(of: genes, as: encoding).utf8)
  }

  /// A space without cells has an empty one.
  package func buildCell(_ genes: Genes, as form: String, in cell: inout CellGraph) {}

  /// The searched cell in one of `cellForms`.
  package func cell(of genes: Genes, as form: String) -> CellGraph {
    var cell = CellGraph()
    buildCell(genes, as: form, in: &cell)
    return cell
  }

  /// A code that says nothing of it leaves the resolution to the task.
  package func resolution(of genes: Genes, for task: NetworkTask) -> Int { task.resolution }

  /// A space without whole networks writes nothing.
  package func build(
    _ genes: Genes, as form: String, for task: NetworkTask, with net: inout NetworkBuilder
  ) {}
}
