/// NAS-Bench-ASR: cells of three operators for speech recognition, 13,824 codes.
///
/// Each operator reads the one before; a flag adds an earlier node to what the next node reads. The
/// genes are operator and flags of the three nodes, in the order of the code's text.
///
/// Reference: Mehrotra and others, "NAS-Bench-ASR: Reproducible Neural Architecture Search for
/// Speech Recognition", ICLR 2021; <https://github.com/SamsungLabs/nb-asr>, commit 6d3ac15.
package struct NASBenchASR: SearchSpace {
  /// The name in records.
  package let name = "nasbench-asr"
  /// What it is.
  package let summary = "NAS-Bench-ASR: three operators with skips, 13,824 codes"
  /// An operator, and a flag for each node before.
  package let radices = [6, 2, 6, 2, 2, 6, 2, 2, 2]

  static let labels: [CellOperator] = [
    "linear", "conv5", "conv5d2", "conv7", "conv7d2", "zero",
  ]
  /// Where the genes of each node begin.
  static let starts = [0, 2, 5]

  /// The ways to write a code.
  package let encodings = [
    CodeEncoding("list", "[[0, 1], [1, 0, 0], [5, 0, 1, 0]]: operator and flags of each node"),
    CodeEncoding("index", "the position in the order of the list, the last flag fastest"),
    CodeEncoding("hash", "the benchmark's MD5 key of a pruned cell; read as its first code"),
  ]

  /// The ways to make the cell a graph.
  package let cellForms = [
    GraphForm("pruned", "zeros and what leads nowhere are gone"),
    GraphForm("unpruned", "all three operators"),
  ]

  /// The ways to make a whole network.
  package let networkForms = [
    GraphForm("original", "with the LSTM, zeros as products with 0: what the benchmark counts"),
    GraphForm("pruned", "the same without zeros and without what only they feed"),
    GraphForm("convolutional", "original without the LSTM, which the authors' code can leave out"),
  ]

  /// The length is the number of frames, 10 ms each: three seconds, as TIMIT's sentences are on average.
  package let tasks = [NetworkTask("timit", resolution: 300, classes: 48)]

  /// The space.
  package init() {}

  /// The keys of all pruned cells.
  static let digests = DigestIndex(of: 13_824) { position in
    let space = NASBenchASR()
    return space.fingerprint(of: space.genes(at: position))
  }

  private func fingerprint(of genes: Genes) -> MD5 {
    let cell = cell(of: genes, as: "pruned")
    return cell.fingerprint(labels: cell.operators.map(Self.number), fraction: ".0")
  }

  /// Reads a code; an unnamed encoding is a hash if it is 32 hexadecimal digits, and an index if it is a
  /// number alone.
  package func genes(from text: String, as encoding: String?) throws(CodeError) -> Genes {
    var cursor = CodeCursor(text)
    cursor.skipBlanks()
    if let position = try cursor.position(as: encoding, in: Self.digests) {
      return self.genes(at: position)
    }
    var genes: Genes = []
    switch encoding ?? (text.utf8.contains(UInt8(ascii: "[")) ? "list" : "index") {
    case "list":
      try cursor.expect("[")
      for node in 0..<3 {
        if node > 0 { try cursor.expect(",") }
        genes += try cursor.numbers(below: Array(radices[Self.starts[node]...].prefix(node + 2)))
        cursor.skipBlanks()
      }
      try cursor.expect("]")
    case "index": genes = self.genes(at: try cursor.number(in: 0...13_823))
    default:
      throw CodeError(found: "encoding \"\(encoding ?? "")\"", expected: "list, index or hash")
    }
    try cursor.finish()
    return genes
  }

  /// Writes a code.
  package func text(of genes: Genes, as encoding: String) -> String {
    switch encoding {
    case "index": return String(zip(genes, radices).reduce(0) { $0 * $1.1 + $1.0 })
    case "hash":
      return fingerprint(of: genes).hexDigits
    default:
      let nodes = (0..<3).map { Array(genes[Self.starts[$0]...].prefix($0 + 2)).listed }
      return "[" + nodes.joined(separator: ", ") + "]"
    }
  }

  private static func number(of op: CellOperator) -> Int {
    op == .input ? -1 : op == .output ? -2 : labels.firstIndex(of: op) ?? 5
  }

  /// The cell: its nodes, whose inputs are added up.
  package func buildCell(_ genes: Genes, as form: String, in cell: inout CellGraph) {
    var operands: [CellNodes] = [[], [0], [1], [2], [3]]
    for node in 0..<3 {
      for flag in 0...node where genes[Self.starts[node] + 1 + flag] == 1 {
        operands[node + 2].insert(flag)
      }
    }
    var zeros: CellNodes = []
    for node in 0..<3 where genes[Self.starts[node]] == 5 { zeros.insert(node + 1) }
    if form == "unpruned" { zeros = [] }
    cell.add(.input)
    for node in 1...4 {
      let op = node == 4 ? CellOperator.output : Self.labels[genes[Self.starts[node - 1]]]
      let live = operands[node].bits & ~zeros.bits
      cell.add(op, reading: zeros.contains(node) ? [] : CellNodes(bits: live))
    }
    guard form != "unpruned" else { return }
    let kept = cell.nodes(between: 0, and: 4)
    cell.keep(kept.contains(0) && kept.contains(4) ? kept : [])
  }
}
