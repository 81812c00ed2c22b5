/// NAS-Bench-201, the topology space of NATS-Bench: six edges of a cell, five operators each.
///
/// Nodes 0…3 are sums; edge `a` goes from 0 to 1, `b` and `c` from 0 and 1 to 2, `d`, `e` and `f`
/// from 0, 1 and 2 to 3. The genes are the operators of `a` … `f`.
///
/// Reference: Dong, Yang, "NAS-Bench-201: Extending the Scope of Reproducible Neural Architecture
/// Search", ICLR 2020. Cells as of BRP-NAS (Dudziak and others, NeurIPS 2020).
package struct NASBench201: SearchSpace {
  /// The name in records.
  package let name = "nasbench201"
  /// What it is.
  package let summary = "NAS-Bench-201 and NATS-Bench (topology): a cell of six edges, 15,625 codes"
  /// Five operators on each of six edges.
  package let radices = [5, 5, 5, 5, 5, 5]
  /// The operators in the order of the genes' values.
  static let cellOperators: [CellOperator] = [
    "none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3",
  ]
  /// Their names.
  static let operators = cellOperators.map(\.label)

  /// The ways to write a code.
  package let encodings = [
    CodeEncoding("string", "|nor_conv_3x3~0|+|none~0|skip_connect~1|+|…~0|…~1|…~2|"),
    CodeEncoding("vector", "[3, 0, 1, 2, 4, 4]: none 0, skip 1, conv 1x1 2, conv 3x3 3, pool 4"),
    CodeEncoding("index", "the position in NAS-Bench-201, NATS-Bench, HW-NAS-Bench and HELP"),
    CodeEncoding("eagle-index", "the position in Eagle's enumeration: base 5, first edge fastest"),
    CodeEncoding(
      "nnlqp-index", "the number in NNLQP's file names, as inferred: base 5, first edge slowest",
      isInferred: true),
    CodeEncoding(
      "unique", "NAS-Bench-201's name for all codes of one cell; cannot be read back",
      isReadable: false),
  ]

  /// NNLQP's dataset names its files by numbers.
  package let fileEncoding: String? = "nnlqp-index"

  /// The ways to make the cell a graph.
  package let cellForms = [
    GraphForm("pruned", "as Eagle prunes it: zeros, skips and what leads nowhere are gone"),
    GraphForm("unpruned", "all six operators, zeros and skips too"),
    GraphForm("unique", "the sum that NAS-Bench-201's unique name spells, term by term"),
  ]

  /// The ways to make a whole network.
  package let networkForms = [
    GraphForm("original", "all that the PyTorch code computes; zero is a product with 0"),
    GraphForm("pruned", "without edges that do not reach the cell's output or start from zeros"),
    GraphForm("eagle", "Eagle's TensorFlow network: the pruned cell, no batch normalisation"),
  ]

  /// The datasets of the benchmark.
  package let tasks = [
    NetworkTask("cifar10", resolution: 32, classes: 10),
    NetworkTask("cifar100", resolution: 32, classes: 100),
    NetworkTask("imagenet16-120", resolution: 16, classes: 120),
  ]

  /// The space.
  package init() {}

  /// The code at a position of the benchmark's own order.
  package func genes(at position: Int) -> Genes {
    let number = Self.order[position]
    return [
      number / 3125, number / 625 % 5, number / 125 % 5, number / 25 % 5, number / 5 % 5,
      number % 5,
    ]
  }
}

extension NASBench201 {
  /// The benchmark's order: the codes as numbers of base 5, the first gene highest.
  ///
  /// The authors drew it once: all codes, the last gene fastest, shuffled by Python with seed 88.
  /// (`random.seed(88)` in NAS-Bench-201's `generate_meta_info`.)
  private static let order: [Int] = {
    var numbers = Array(0..<15_625)
    var random = PythonRandom(seed: 88)
    random.shuffle(&numbers)
    return numbers
  }()

  /// The position of each code in the order.
  private static let positions: [Int] = {
    var positions = order
    for (position, number) in order.enumerated() { positions[number] = position }
    return positions
  }()

  /// The position of a code in the benchmark's order.
  static func position(of genes: Genes) -> Int {
    positions[genes.reduce(0) { $0 * 5 + $1 }]
  }
}
