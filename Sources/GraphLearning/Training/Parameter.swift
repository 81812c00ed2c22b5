package import DenseKernels

/// A tensor that training adjusts.
package struct Parameter: Sendable {
  /// The name in the checkpoint, as PyTorch would call it.
  package let name: String
  /// The dimensions: [out, in], or [out] for a bias.
  package let shape: [Int]
  /// The elements; a bias is a matrix of one row.
  package var value: Matrix

  /// A parameter of one or two dimensions, all zeros.
  package init(name: String, shape: [Int]) {
    precondition(shape.count == 1 || shape.count == 2)
    self.name = name
    self.shape = shape
    value = Matrix(rows: shape.count == 2 ? shape[0] : 1, columns: shape[shape.count - 1])
  }

  /// Draws every element.
  mutating func draw(_ rule: ParameterList.Draw, _ random: inout RandomSource) {
    for index in value.storage.indices {
      switch rule {
      case .uniform(let bound): value.storage[index] = (2 * random.unit() - 1) * bound
      case .normal: value.storage[index] = random.normal()
      case .constant(let constant): value.storage[index] = constant
      }
    }
  }
}
