extension NASBench201 {
  /// Where each edge comes from.
  static let sources = [0, 0, 1, 0, 1, 2]

  /// Reads a code; an unnamed encoding is the string if it holds a bar, an index if it is a number
  /// alone, and else a vector.
  package func genes(from text: String, as encoding: String?) throws(CodeError) -> Genes {
    var cursor = CodeCursor(text)
    cursor.skipBlanks()
    let genes: Genes
    switch encoding ?? Self.recognise(text) {
    case "string": genes = try Self.readString(&cursor)
    case "vector": genes = try cursor.numbers(below: radices, "operators")
    case "index": genes = self.genes(at: try cursor.number(in: 0...15_624))
    case "eagle-index":
      let number = try cursor.number(in: 0...15_624)
      genes = [1, 5, 25, 125, 625, 3125].map { number / $0 % 5 }
    case "nnlqp-index":
      let number = try cursor.number(in: 0...15_624)
      genes = [3125, 625, 125, 25, 5, 1].map { Self.nnlqpOperators[number / $0 % 5] }
    default:
      throw CodeError(
        found: "encoding \"\(encoding ?? "")\"",
        expected: "string, vector, index, eagle-index or nnlqp-index")
    }
    try cursor.finish()
    return genes
  }

  /// The operators behind the digits of NNLQP's numbers: none, pool, conv 3x3, conv 1x1, skip, the
  /// order of NNI's operators. Nobody has published the rule. With it the sizes of the pruned cells
  /// explain 97 % of the variance of the 2,000 latencies on a GTX 1660, with other orders of edges or
  /// operators less, and with NAS-Bench-201's own index nothing; which of two digits is the larger
  /// convolution follows from its taking longer.
  private static let nnlqpOperators = [0, 4, 3, 2, 1]

  private static func recognise(_ text: String) -> String {
    if text.utf8.contains(UInt8(ascii: "|")) { return "string" }
    let isNumber = text.utf8.allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x20 }
    return isNumber && !text.isEmpty ? "index" : "vector"
  }

  private static func readString(_ cursor: inout CodeCursor) throws(CodeError) -> Genes {
    var genes: Genes = []
    for node in 1...3 {
      if node > 1 { try cursor.expect("+") }
      try cursor.expect("|")
      for source in 0..<node {
        genes.append(try cursor.choice(of: operators))
        try cursor.expect("~\(source)")
        try cursor.expect("|")
      }
    }
    return genes
  }

  /// Writes a code.
  package func text(of genes: Genes, as encoding: String) -> String {
    switch encoding {
    case "vector": return genes.listed
    case "index": return String(Self.position(of: genes))
    case "eagle-index": return String(genes.reversed().reduce(0) { $0 * 5 + $1 })
    case "nnlqp-index":
      return String(genes.reduce(0) { $0 * 5 + (Self.nnlqpOperators.firstIndex(of: $1) ?? 0) })
    case "unique": return Self.uniqueName(of: genes)
    default:
      var text: [UInt8] = []
      append(genes, as: encoding, to: &text)
      return String(decoding: text, as: UTF8.self)
    }
  }

  /// Appends a code; the benchmark's own string is put together from parts that lie ready.
  package func append(_ genes: Genes, as encoding: String, to text: inout [UInt8]) {
    guard encoding == "string" else {
      text.append(contentsOf: self.text(of: genes, as: encoding).utf8)
      return
    }
    let parts = Self.edgeTexts
    for edge in genes.indices { text.append(contentsOf: parts[edge * 5 + genes[edge]]) }
  }

  /// What stands in a string for each operator on each edge, edge by edge.
  private static let edgeTexts: [[UInt8]] = sources.indices.flatMap { edge in
    let start = [0, 1, 3].contains(edge) ? "|" : ""
    let end = [0, 2].contains(edge) ? "+" : ""
    return operators.map { Array("\(start)\($0)~\(sources[edge])|\(end)".utf8) }
  }

  /// `to_unique_str` of NAS-Bench-201 with zeros considered: 6,466 different ones.
  ///
  /// A node is the sorted list of its terms: `#` for zero, `(node)@operator`, or, behind a skip, the
  /// node's own text. A zero stays a term, and a list behind a skip is sorted in as one text, so two
  /// cells that compute the same may still differ; that is the benchmark's own notion.
  static func uniqueName(of genes: Genes) -> String {
    uniqueNodes(of: genes)[3]
  }

  private static func uniqueNodes(of genes: Genes) -> [String] {
    var nodes = ["0"]
    var edge = 0
    for node in 1...3 {
      var terms: [String] = []
      for source in 0..<node {
        switch genes[edge] {
        case 0: terms.append("#")
        case _ where nodes[source] == "#": terms.append("#")
        case 1: terms.append(nodes[source])
        default: terms.append("(\(nodes[source]))@\(operators[genes[edge]])")
        }
        edge += 1
      }
      // By code unit, as Python sorts.
      terms.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      nodes.append(terms.joined(separator: "+"))
    }
    return nodes
  }
}
