internal import DenseKernels

/// A row of numbers for each category, as `torch.nn.Embedding`.
package struct EmbeddingTable: Sendable {
  let table: Int
  let count: Int
  /// The columns of the table.
  let width: Int

  /// A table of `count` rows, named `name.weight`.
  package init(_ name: String, _ count: Int, _ width: Int, _ parameters: inout ParameterList) {
    table = parameters.add(name + ".weight", [count, width], .normal)
    self.count = count
    self.width = width
  }

  /// The rows of these categories, one below the other; a category beyond the table is its first.
  package func callAsFunction(
    _ categories: [Int], _ parameters: [Variable], on tape: inout Tape
  ) -> Variable {
    let rows = categories.map { $0 < count && $0 >= 0 ? $0 : 0 }
    return tape.mix(parameters[table], by: .selection(of: rows, from: count))
  }
}
