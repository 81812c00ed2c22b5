import ComputationGraph
import GraphLearning
import Testing

/// Expects the v0 features of a graph to be upstream's: the same tensors, each with the same vector,
/// the same connections, the same static features. Upstream's NaN for a scalar is not expected.
func expectSame(_ graph: Graph, _ expected: NNLQPGolden.Case, ignoring slots: Set<Int> = []) {
  let (rows, edges) = NNLQPEncoding.v0.rows(of: graph)
  let nodes = expected.nodes ?? []
  #expect(rows.compactMap(\.name).sorted() == nodes.map(\.name).sorted())
  for node in nodes {
    guard let row = rows.first(where: { $0.name == node.name }) else { continue }
    for (slot, (found, wanted)) in zip(row.features, node.features).enumerated()
    where !wanted.isNaN && !slots.contains(slot) {
      #expect(abs(found - wanted) <= 1e-5, "\(node.name), slot \(slot)")
    }
  }
  #expect(
    Set(edges.map { [rows[$0.from].name, rows[$0.to].name] })
      == Set((expected.directedEdges ?? []).map { [nodes[$0[0]].name, nodes[$0[1]].name] }))
  for (found, wanted) in zip(NNLQPEncoding.v0.encode(graph).statics, expected.statics) {
    #expect(abs(found - wanted) <= 1e-5 * abs(wanted), "statics: \(found), expected \(wanted)")
  }
}
