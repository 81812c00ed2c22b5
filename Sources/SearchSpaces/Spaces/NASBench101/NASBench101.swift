/// NAS-Bench-101: cells of up to seven vertices and nine edges, three operators.
///
/// A cell is an upper-triangular matrix and an operator for each vertex between input and output.
/// The genes are the matrix as bits, edge x → y at position x + y (y − 1) / 2, and then the operators.
/// Vertices that lead nowhere are taken away when a code is read, so that every vertex is on a way
/// from the input to the output.
///
/// Reference: Ying and others, "NAS-Bench-101: Towards Reproducible Neural Architecture Search",
/// ICML 2019.
package struct NASBench101: SearchSpace {
  /// The name in records.
  package let name = "nasbench101"
  /// What it is.
  package let summary = "NAS-Bench-101: cells of 7 vertices and 9 edges, 423,624 different ones"
  /// The number of genes varies.
  package let radices: [Int] = []
  /// The number of different cells.
  package let count: Int? = 423_624

  static let cellOperators: [CellOperator] = [
    "conv3x3-bn-relu", "conv1x1-bn-relu", "maxpool3x3",
  ]
  static let operators = cellOperators.map(\.label)
  static let vertexLimit = 7
  static let edgeLimit = 9

  /// The ways to write a code.
  package let encodings = [
    CodeEncoding(
      "matrix", "([[0, 1, 1], [0, 0, 1], [0, 0, 0]], ['input', 'maxpool3x3', 'output'])"),
    CodeEncoding("record", "the dataset's raw fields: 011001000,input,maxpool3x3,output"),
    CodeEncoding("index", "the position in the original's generator of all cells"),
    CodeEncoding("hash", "the dataset's MD5 key of a cell; read by those of all cells"),
  ]

  /// The ways to make the cell a graph.
  package let cellForms = [GraphForm("pruned", "the vertices on a way from input to output")]

  /// The ways to make a whole network.
  package let networkForms = [GraphForm("original", "three stacks of three cells, 128 channels")]

  /// The dataset of the benchmark.
  package let tasks = [NetworkTask("cifar10", resolution: 32, classes: 10)]

  /// The space.
  package init() {}

  /// Makes sure that every vertex is on a way through, and that there are not too many edges.
  package func check(_ genes: Genes) throws(CodeError) {
    guard let module = NASBench101Module(genes) else {
      throw CodeError(found: genes.listed, expected: "a matrix and as many operators as it needs")
    }
    guard module.edgeCount <= Self.edgeLimit else {
      throw CodeError(found: "\(module.edgeCount) edges", expected: "at most \(Self.edgeLimit)")
    }
    guard module.isPruned else {
      throw CodeError(found: "a vertex that leads nowhere", expected: "a pruned matrix")
    }
  }

  /// How many cells the enumeration comes to; `count` is the published number.
  package static var enumerated: Int { NASBench101Table.shared.count }

  /// The keys of all cells, which take some seconds to make.
  static let digests = DigestIndex(of: enumerated) { position in
    NASBench101Module(NASBench101Table.shared.genes(at: position))?.fingerprint ?? MD5(of: [])
  }

  /// The cell at a position of the original's generator, which gives each cell once.
  package func genes(at position: Int) -> Genes { NASBench101Table.shared.genes(at: position) }

  /// Each different cell with the same chance.
  package func sample(using random: inout SeededRandom) -> Genes {
    genes(at: random.next(below: 423_624))
  }

  /// The cells that have one edge more or less, or another operator, and lose no vertex by it.
  package func neighbours(of genes: Genes) -> [Genes] {
    var neighbours: [Genes] = []
    for bit in 0..<(genes.count + 1) * genes.count / 2 {
      var neighbour = genes
      neighbour[0] ^= 1 << bit
      if (try? check(neighbour)) != nil { neighbours.append(neighbour) }
    }
    for position in 1..<genes.count {
      for value in 0..<3 where value != genes[position] {
        var neighbour = genes
        neighbour[position] = value
        neighbours.append(neighbour)
      }
    }
    return neighbours
  }

  /// One of the neighbours.
  package func mutated(_ genes: Genes, using random: inout SeededRandom) -> Genes {
    let neighbours = neighbours(of: genes)
    return neighbours.isEmpty
      ? sample(using: &random) : neighbours[random.next(below: neighbours.count)]
  }

  /// Edges and operators of either, if that is a cell, tried a few times; else the first.
  package func crossed(
    _ first: Genes, _ second: Genes, using random: inout SeededRandom
  ) -> Genes {
    guard first.count == second.count else { return random.next() & 1 == 0 ? first : second }
    for _ in 0..<16 {
      let mask = Int(truncatingIfNeeded: random.next() >> 1)
      var child = zip(first, second).map { random.next() & 1 == 0 ? $0 : $1 }
      child[0] = first[0] & mask | second[0] & ~mask
      if (try? check(child)) != nil { return child }
    }
    return first
  }

  /// The cell: its vertices, whose inputs are added up.
  package func buildCell(_ genes: Genes, as form: String, in cell: inout CellGraph) {
    NASBench101Module(genes)?.build(in: &cell)
  }
}
