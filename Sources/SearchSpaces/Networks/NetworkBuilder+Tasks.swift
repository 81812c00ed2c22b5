package import ComputationGraph

extension NetworkBuilder {
  /// Begins and writes a network of a space.
  ///
  /// - Parameters:
  ///   - genes: The code, which must be valid.
  ///   - space: The space.
  ///   - form: One of its `networkForms`; the first if none is given.
  ///   - task: What the network is for; a code may name a resolution of its own.
  package mutating func build(
    _ genes: Genes, of space: some SearchSpace, as form: String? = nil, for task: NetworkTask
  ) {
    var task = task
    task.resolution = space.resolution(of: genes, for: task)
    begin(input: space.inputShape(for: task))
    space.build(genes, as: form ?? space.networkForms.first?.name ?? "", for: task, with: &self)
  }

  /// The whole network of a code; see ``build(_:of:as:for:)``.
  package mutating func graph(
    of genes: Genes, in space: some SearchSpace, as form: String? = nil, for task: NetworkTask
  ) -> Graph {
    build(genes, of: space, as: form, for: task)
    return graph()
  }
}

extension SearchSpace {
  /// An image of three channels.
  package func inputShape(for task: NetworkTask) -> [Int] {
    [task.batch, 3, task.resolution, task.resolution]
  }
}
