package import ComputationGraph
package import GraphBuilding
internal import Synchronization

/// Makes graphs of a space's codes: which of them, and for what, is settled once.
package final class GraphMaker: Sendable {
  /// The space.
  package let space: any SearchSpace
  /// Whether cells or whole networks are made.
  package let view: GraphView
  /// The form that is made, one of the space's.
  package let form: String
  /// What whole networks are for.
  package let task: NetworkTask
  /// The encoding of the codes by which graphs are named.
  let encoding: String
  /// Where all graphs come from; a graph's own code is the id.
  let source: Source
  /// Builders that wait for the next network, with what they have inferred.
  private let builders = Mutex<[NetworkBuilder]>([])
  private let builder: GraphBuilder?

  /// Settles what is made.
  ///
  /// - Parameters:
  ///   - space: The space.
  ///   - choice: What is asked for; what it leaves open is the space's usual choice.
  ///   - builder: Infers the layers of whole networks; `nil` if the choice is cells.
  /// - Throws: What the space does not have, and what it has.
  package init(
    of space: any SearchSpace, _ choice: GraphChoice, builder: GraphBuilder?
  ) throws(CodeError) {
    self.space = space
    self.builder = builder
    view = try choice.view(of: space)
    form = try choice.form(of: space, view)
    task = try choice.task(of: space)
    encoding = space.encodings[0].name
    let end = view == .network ? "/" + task.name : ""
    source = Source(
      format: "architecture", path: "\(space.name)/\(view.rawValue)/\(form)" + end)
  }

  /// The graph of a code: named by it, of the space's family.
  package func graph(of genes: Genes) -> Graph {
    var graph =
      switch view {
      case .cell: space.cell(of: genes, as: form).graph()
      case .network: network(of: genes)
      }
    let code = space.text(of: genes, as: encoding)
    graph.name = code
    graph.family = space.name
    graph.source = source
    graph.source?.id = code
    return graph
  }

  private func network(of genes: Genes) -> Graph {
    withBuilder { net in
      net.build(genes, of: space, as: form, for: task)
      return net.graph()
    }
  }

  /// Lends a builder that nobody else uses in the meantime.
  package func withBuilder<Result>(_ body: (inout NetworkBuilder) -> Result) -> Result {
    guard let builder else { preconditionFailure("networks are built by a builder") }
    var net = builders.withLock { $0.popLast() } ?? NetworkBuilder(builder)
    let result = body(&net)
    builders.withLock { $0.append(net) }
    return result
  }
}
