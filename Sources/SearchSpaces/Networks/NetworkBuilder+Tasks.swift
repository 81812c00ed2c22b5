extension NetworkBuilder {
  /// Begins and writes a network of a space.
  package mutating func build(
    _ genes: Genes, of space: some SearchSpace, as form: String, for task: NetworkTask
  ) {
    begin(input: space.inputShape(for: task))
    space.build(genes, as: form, for: task, with: &self)
  }
}

extension SearchSpace {
  /// An image of three channels.
  package func inputShape(for task: NetworkTask) -> [Int] {
    [task.batch, 3, task.resolution, task.resolution]
  }
}
