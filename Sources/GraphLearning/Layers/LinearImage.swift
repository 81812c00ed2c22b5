internal import DenseKernels

/// Rows that are a linear map of others, x Wᵀ + b, which nobody has computed yet: a map that is to follow
/// is composed with W, of which there are fewer rows than in a batch, and goes over x at once.
struct LinearImage {
  /// What is mapped.
  let rows: Variable
  /// W; none where the rows are meant as they are.
  let weight: Variable?
  /// b, of one row.
  let bias: Variable?

  /// Rows as they are.
  init(_ rows: Variable) {
    self.init(rows, weight: nil, bias: nil)
  }

  /// The image of rows under a layer.
  init(_ rows: Variable, by layer: LinearLayer, _ parameters: [Variable]) {
    self.init(
      rows, weight: parameters[layer.weight], bias: layer.bias.map { parameters[$0] })
  }

  /// The image of rows under these.
  init(_ rows: Variable, weight: Variable?, bias: Variable?) {
    self.rows = rows
    self.weight = weight
    self.bias = bias
  }

  /// The image under another map without bias, of this image.
  func mapped(by outer: Variable, on tape: inout Tape) -> LinearImage {
    guard let weight else { return LinearImage(rows, weight: outer, bias: nil) }
    return LinearImage(
      rows, weight: tape.compose(outer, weight), bias: bias.map { tape.linear($0, weight: outer) })
  }

  /// The image under a layer, of this image.
  func mapped(
    by layer: LinearLayer, _ parameters: [Variable], on tape: inout Tape
  ) -> LinearImage {
    let image = mapped(by: parameters[layer.weight], on: &tape)
    let biases = [image.bias, layer.bias.map { parameters[$0] }].compactMap(\.self)
    return LinearImage(
      image.rows, weight: image.weight, bias: biases.isEmpty ? nil : tape.sum(biases))
  }

  /// Averages of this image from those of the rows that it is an image of: of nothing 0, else the image.
  func image(
    ofAverages averages: Variable, over pattern: SparsePattern, on tape: inout Tape
  ) -> Variable {
    guard let weight else { return averages }
    return tape.linear(
      [(averages, weight)], mixed: bias.map { [($0, .present(in: pattern.offsets))] } ?? [])
  }

  /// For each row of the pattern the largest of this image's rows that it names, element by element.
  func maximum(over pattern: SparsePattern, on tape: inout Tape) -> Variable {
    guard let weight else { return tape.maximum(rows, over: pattern) }
    return tape.maximum(of: rows, by: weight, bias: bias, over: pattern)
  }

  /// The rows themselves.
  func computed(on tape: inout Tape) -> Variable {
    weight.map { tape.linear(rows, weight: $0, bias: bias) } ?? rows
  }
}
