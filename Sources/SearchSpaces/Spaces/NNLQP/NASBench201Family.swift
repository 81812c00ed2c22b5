/// The networks of NAS-Bench-201 as NNLQP has them: named by a number.
package struct NASBench201Family: SearchSpace {
  private let space = NASBench201()
  private let first = "nnlqp-index"

  /// The name in records.
  package let name = "nnlqp-nasbench201"
  /// What it is.
  package let summary = "NAS-Bench-201 as NNLQP names its networks: by a number, 15,625 codes"
  /// The encodings of NAS-Bench-201, NNLQP's number first.
  package var encodings: [CodeEncoding] {
    space.encodings.filter { $0.name == first } + space.encodings.filter { $0.name != first }
  }
  /// Five operators on each of six edges.
  package var radices: [Int] { space.radices }
  /// The ways to make the cell a graph.
  package var cellForms: [GraphForm] { space.cellForms }
  /// The ways to make a whole network.
  package var networkForms: [GraphForm] { space.networkForms }
  /// The datasets of the benchmark.
  package var tasks: [NetworkTask] { space.tasks }

  /// The space.
  package init() {}

  /// Reads a code; a number alone is NNLQP's.
  package func genes(from text: String, as encoding: String?) throws(CodeError) -> Genes {
    let isNumber = !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    return try space.genes(from: text, as: encoding ?? (isNumber ? first : nil))
  }

  /// Writes a code.
  package func text(of genes: Genes, as encoding: String) -> String {
    space.text(of: genes, as: encoding)
  }

  /// Appends a code.
  package func append(_ genes: Genes, as encoding: String, to text: inout [UInt8]) {
    space.append(genes, as: encoding, to: &text)
  }

  /// The code at a position of the benchmark's order.
  package func genes(at position: Int) -> Genes { space.genes(at: position) }

  /// The searched cell.
  package func buildCell(_ genes: Genes, as form: String, in cell: inout CellGraph) {
    space.buildCell(genes, as: form, in: &cell)
  }

  /// Writes the network.
  package func build(
    _ genes: Genes, as form: String, for task: NetworkTask, with net: inout NetworkBuilder
  ) {
    space.build(genes, as: form, for: task, with: &net)
  }
}
