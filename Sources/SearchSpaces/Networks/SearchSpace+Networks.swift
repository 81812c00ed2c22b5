import GraphBuilding

extension SearchSpace {
  /// The whole network of a code.
  ///
  /// - Parameters:
  ///   - genes: The code, which must be valid.
  ///   - form: One of `networkForms`; the first if none is given.
  ///   - task: What the network is for; a code may name a resolution of its own.
  ///   - shelf: Where layers are kept.
  /// - Returns: The network, complete.
  package func network(
    of genes: Genes, as form: String? = nil, for task: NetworkTask, on shelf: LayerShelf
  ) -> NetworkBuilder {
    var task = task
    task.resolution = resolution(of: genes, for: task)
    var net = NetworkBuilder(shelf, for: task, of: self)
    build(genes, as: form ?? networkForms.first?.name ?? "", for: task, with: &net)
    return net
  }
}
