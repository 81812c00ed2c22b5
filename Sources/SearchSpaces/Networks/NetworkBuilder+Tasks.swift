extension NetworkBuilder {
  /// Begins a network of a space for a task.
  package init(_ shelf: LayerShelf, for task: NetworkTask, of space: some SearchSpace) {
    self.init(shelf, input: space.inputShape(for: task))
  }
}

extension SearchSpace {
  /// An image of three channels.
  package func inputShape(for task: NetworkTask) -> [Int] {
    [task.batch, 3, task.resolution, task.resolution]
  }
}
