internal import DenseKernels

extension ONNXProgram {
  // MARK: Rows

  /// x Wᵀ + b.
  mutating func linear(_ x: Value, _ weight: Value, _ bias: Value? = nil) -> Value {
    apply("Gemm", [x, weight] + [bias].compactMap { $0 }, [("transB", .int(1))])
  }

  /// A linear layer.
  mutating func linear(_ x: Value, _ layer: LinearLayer, _ parameters: [Value]) -> Value {
    linear(x, parameters[layer.weight], layer.bias.map { parameters[$0] })
  }

  /// Linear maps with an activation between each two.
  mutating func perceptron(_ x: Value, _ map: Perceptron, _ parameters: [Value]) -> Value {
    var x = linear(x, map.layers[0], parameters)
    for layer in map.layers.dropFirst() {
      x = linear(activate(x, map.activation), layer, parameters)
    }
    return x
  }

  mutating func add(_ a: Value, _ b: Value) -> Value { apply("Add", [a, b]) }

  mutating func multiply(_ a: Value, _ b: Value) -> Value { apply("Mul", [a, b]) }

  /// Side by side.
  mutating func concatenate(_ parts: [Value]) -> Value {
    apply("Concat", parts, [("axis", .int(1))])
  }

  /// The rows of these numbers.
  mutating func rows(_ x: Value, _ places: Value) -> Value {
    apply("Gather", [x, places], [("axis", .int(0))])
  }

  /// An activation of every element.
  mutating func activate(_ x: Value, _ activation: Activation) -> Value {
    switch activation {
    case .none: return x
    case .relu: return apply("Relu", [x])
    case .relu6:
      return apply("Clip", [x, constant([0], []), constant([6], [])])
    case .leakyReLU: return apply("LeakyRelu", [x], [("alpha", .float(Activation.slope))])
    case .tanh: return apply("Tanh", [x])
    case .sigmoid: return apply("Sigmoid", [x])
    }
  }

  /// Rows divided by their Euclidean length.
  mutating func normaliseRows(_ x: Value) -> Value {
    let axes = constant(integers: [1], [1])
    let length = apply("ReduceL2", [x, axes], [("keepdims", .int(1))])
    return apply("Div", [x, apply("Max", [length, constant([1e-12], [1, 1])])])
  }

  /// Rows brought to mean 0 and variance 1, then scaled and shifted.
  mutating func normalise(
    _ x: Value, _ layer: LayerNormalisation, _ parameters: [Value]
  ) -> Value {
    apply(
      "LayerNormalization", [x, parameters[layer.gain], parameters[layer.shift]],
      [("axis", .int(-1)), ("epsilon", .float(1e-5))])
  }

  /// A row of a table for each category; one beyond the table is its first.
  mutating func embed(_ categories: Value, _ table: EmbeddingTable, _ parameters: [Value]) -> Value
  {
    let zero = constant(integers: [0], [1])
    let isKnown = apply(
      "And",
      [
        apply("Less", [categories, constant(integers: [table.count], [1])]),
        apply("GreaterOrEqual", [categories, zero]),
      ])
    return rows(parameters[table.table], apply("Where", [isKnown, categories, zero]))
  }

  // MARK: Segments

  /// The number of rows of a tensor, as a list of one.
  mutating func count(_ x: Value) -> Value {
    apply("Shape", [x], [("start", .int(0)), ("end", .int(1))])
  }

  /// For each place the sum, or the largest, of the rows that go there; 0 where none does.
  mutating func gather(
    _ x: Value, to places: Value, of count: Value, width: Int, largest: Bool = false
  ) -> Value {
    let shape = apply("Concat", [count, constant(integers: [width], [1])], [("axis", .int(0))])
    let start = constant([largest ? -Float.greatestFiniteMagnitude : 0], [1, 1])
    let base = apply("Expand", [start, shape])
    let indices = apply("Unsqueeze", [places, constant(integers: [1], [1])])
    let result = apply(
      "ScatterND", [base, indices, x], [("reduction", .text(largest ? "max" : "add"))])
    guard largest else { return result }
    let isEmpty = apply("Equal", [result, start])
    return apply("Where", [isEmpty, constant([0], [1, 1]), result])
  }

  /// How many rows go to each place: [count, 1].
  mutating func degrees(_ places: Value, of count: Value) -> Value {
    let shape = apply(
      "Concat", [self.count(places), constant(integers: [1], [1])], [("axis", .int(0))])
    let ones = apply("Expand", [constant([1], [1, 1]), shape])
    return gather(ones, to: places, of: count, width: 1)
  }

  /// For each place the mean of the rows that go there; 0 where none does.
  mutating func mean(_ x: Value, to places: Value, of count: Value, width: Int) -> Value {
    let number = apply("Max", [degrees(places, of: count), constant([1], [1, 1])])
    return apply("Div", [gather(x, to: places, of: count, width: width), number])
  }

  /// Σ softmax(score) x over the rows that go to each place; scores are [rows, 1].
  mutating func attend(
    _ x: Value, _ scores: Value, to places: Value, of count: Value, width: Int
  ) -> Value {
    let largest = gather(scores, to: places, of: count, width: 1, largest: true)
    let powers = apply("Exp", [apply("Sub", [scores, rows(largest, places)])])
    let sums = gather(powers, to: places, of: count, width: 1)
    let weights = apply("Div", [powers, rows(sums, places)])
    return gather(multiply(weights, x), to: places, of: count, width: width)
  }
}
