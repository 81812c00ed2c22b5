/// The space of DARTS, which NAS-Bench-301 measures: two cells of four nodes, each of which adds two
/// operators on two nodes before it.
///
/// A cell's genes are, for each node, operator, source, operator, source; sources count the two
/// inputs and then the nodes; and at the end the set of joined nodes as bits. The normal cell comes
/// first.
///
/// References: Liu, Simonyan, Yang, "DARTS: Differentiable Architecture Search", ICLR 2019;
/// Zela and others, "Surrogate NAS Benchmarks", ICLR 2022.
package struct DARTS: SearchSpace {
  /// The name in records.
  package let name: String
  /// What it is.
  package let summary: String
  /// The ways to make a whole network.
  package let networkForms: [GraphForm]

  /// The last one may stand in a genotype and is never drawn.
  static let cellOperators: [CellOperator] = [
    "max_pool_3x3", "avg_pool_3x3", "skip_connect", "sep_conv_3x3", "sep_conv_5x5",
    "dil_conv_3x3", "dil_conv_5x5", "none",
  ]
  static let operators = cellOperators.map(\.label)
  static let cellSize = 17

  /// Seven operators, the nodes before, and four nodes to join.
  package let radices = Array(
    repeating: [7, 2, 7, 2, 7, 3, 7, 3, 7, 4, 7, 4, 7, 5, 7, 5, 16], count: 2
  ).flatMap { $0 }

  /// Far too many to count through.
  package let count: Int? = nil

  /// The ways to write a code.
  package let encodings = [
    CodeEncoding(
      "genotype",
      "Genotype(normal=(('sep_conv_3x3', 0), …), normal_concat=range(2, 6), reduce=…)"),
    CodeEncoding(
      "vector", "the same in 34 numbers: operator, source, … and the joined nodes' bits"),
  ]

  /// The ways to make the cells a graph.
  package let cellForms = [
    GraphForm("pruned", "as Eagle prunes them: what reads a skip reads what the skip reads"),
    GraphForm("unpruned", "skips are nodes too"),
  ]

  /// CIFAR-10, and ImageNet with a stem of its own.
  package let tasks = [
    NetworkTask("cifar10", resolution: 32, classes: 10),
    NetworkTask("imagenet", resolution: 224, classes: 1000),
  ]

  private static let evaluation = GraphForm(
    "evaluation", "20 cells from 36 channels; for ImageNet 14 from 48")
  private static let proxy = GraphForm("proxy", "NAS-Bench-301's: 8 cells from 32 channels")

  /// The space as DARTS evaluates it.
  package static let darts = DARTS(
    name: "darts", summary: "DARTS: a normal and a reduction cell of four nodes",
    networkForms: [evaluation, proxy])

  /// The space as NAS-Bench-301 measures it.
  package static let nasbench301 = DARTS(
    name: "nasbench301", summary: "NAS-Bench-301: the space of DARTS in a smaller network",
    networkForms: [proxy, evaluation])

  /// Makes sure that operators and sources are there and that no node reads a source twice.
  package func check(_ genes: Genes) throws(CodeError) {
    guard genes.count == radices.count else {
      throw CodeError(found: "\(genes.count) numbers", expected: "\(radices.count)")
    }
    for (place, gene) in genes.enumerated() {
      let isOperator = place % Self.cellSize % 2 == 0 && place % Self.cellSize < 16
      let limit = isOperator ? Self.operators.count : radices[place]
      guard (0..<limit).contains(gene) else {
        throw CodeError(found: "\(gene) as number \(place + 1)", expected: "0 to \(limit - 1)")
      }
    }
    for cell in [0, Self.cellSize] {
      guard genes[cell + 16] > 0 else {
        throw CodeError(found: "a cell that joins no node", expected: "at least one of 2 to 5")
      }
      for node in 0..<4 where genes[cell + node * 4 + 1] == genes[cell + node * 4 + 3] {
        throw CodeError(
          found: "node \(node + 2), which reads \(genes[cell + node * 4 + 1]) twice",
          expected: "two sources")
      }
    }
  }

  /// Operators and pairs of sources, each with the same chance; all nodes are joined.
  package func sample(using random: inout SeededRandom) -> Genes {
    var genes: Genes = []
    for _ in 0..<2 {
      for node in 0..<4 {
        let first = random.next(below: node + 2)
        let second = random.next(below: node + 1)
        genes += [random.next(below: 7), first]
        genes += [random.next(below: 7), second < first ? second : second + 1]
      }
      genes.append(15)
    }
    return genes
  }

  /// What Eagle draws from Python's numbers: eight operators by `random.choices`, and for each node
  /// two sources by `random.sample`; the normal cell first.
  package static func eagleGenes(using random: inout PythonRandom) -> Genes {
    var genes: Genes = []
    for _ in 0..<2 {
      let operators = (0..<8).map { _ in random.choice(of: 7) }
      for node in 0..<4 {
        let sources = random.sample(Array(0..<node + 2), 2)
        genes += [operators[node * 2], sources[0], operators[node * 2 + 1], sources[1]]
      }
      genes.append(15)
    }
    return genes
  }

  /// The codes that differ in one operator, one source or one joined node.
  package func neighbours(of genes: Genes) -> [Genes] {
    var neighbours: [Genes] = []
    for (place, radix) in radices.enumerated() {
      let isMask = place % Self.cellSize == 16
      for value in isMask ? (0..<4).map({ genes[place] ^ 1 << $0 }) : Array(0..<radix)
      where value != genes[place] {
        var neighbour = genes
        neighbour[place] = value
        if (try? check(neighbour)) != nil { neighbours.append(neighbour) }
      }
    }
    return neighbours
  }

  /// Another operator or another source somewhere, as searches on DARTS change codes.
  package func mutated(_ genes: Genes, using random: inout SeededRandom) -> Genes {
    let node = random.next(below: 8)
    let start = node / 4 * Self.cellSize + node % 4 * 4
    let side = random.next(below: 2) * 2
    let edge = start + side
    var mutated = genes
    // The first node's sources are both taken.
    if node % 4 == 0 || random.next() & 1 == 0 {
      let value = random.next(below: genes[edge] < 7 ? 6 : 7)
      mutated[edge] = value < genes[edge] ? value : value + 1
    } else {
      let taken = [genes[edge + 1], genes[start + 2 - side + 1]].sorted()
      var value = random.next(below: node % 4)
      for source in taken where value >= source { value += 1 }
      mutated[edge + 1] = value
    }
    return mutated
  }

  /// Each node, with its operators and sources, comes from one of the two.
  package func crossed(
    _ first: Genes, _ second: Genes, using random: inout SeededRandom
  ) -> Genes {
    var genes = first
    for cell in [0, Self.cellSize] {
      for node in 0..<4 where random.next() & 1 == 0 {
        let range = cell + node * 4..<cell + node * 4 + 4
        genes.replaceSubrange(range, with: second[range])
      }
    }
    return genes
  }
}
