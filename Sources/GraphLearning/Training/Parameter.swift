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

  /// Draws every element uniformly from ±1/√n, n the last dimension: PyTorch Geometric's "thomas"
  /// rule, which bounds a weight by its inputs and a bias by its outputs.
  package mutating func initialise(_ random: inout RandomSource) {
    let bound = 1 / Float(value.columns).squareRoot()
    for index in value.storage.indices {
      value.storage[index] = (2 * random.unit() - 1) * bound
    }
  }
}
