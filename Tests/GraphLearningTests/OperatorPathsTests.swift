import ComputationGraph
import GraphLearning
import Testing

@Suite("Operator paths")
struct OperatorPathsTests {
  private func graph(_ nodes: [(op: String, inputs: [Operand])]) -> Graph {
    Graph(
      inputs: [MicroGraphs.tensor("x", [1])],
      nodes: nodes.enumerated().map { MicroGraphs.node($1.op, $1.inputs, [("t\($0)", [1])]) })
  }

  @Test func `counts every way from an input to an output`() {
    let diamond = graph([
      ("in", [.input(0)]), ("conv", [MicroGraphs.first(0)]), ("conv", [MicroGraphs.first(0)]),
      ("pool", [MicroGraphs.first(1)]), ("add", [MicroGraphs.first(2), MicroGraphs.first(3)]),
    ])
    #expect(
      OperatorPaths(diamond).counts == ["in→conv→add": 1, "in→conv→pool→add": 1])
    let pair = graph([
      ("in", [.input(0)]), ("a", [MicroGraphs.first(0)]), ("a", [MicroGraphs.first(0)]),
    ])
    #expect(OperatorPaths(pair).counts == ["in→a": 2])
  }

  @Test func `a large graph has none`() {
    let chain = graph(
      (0...OperatorPaths.mostNodes).map {
        ("relu", [$0 == 0 ? .input(0) : MicroGraphs.first($0 - 1)])
      })
    #expect(OperatorPaths(chain).counts.isEmpty)
  }
}
