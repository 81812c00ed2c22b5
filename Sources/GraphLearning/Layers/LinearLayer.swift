package import DenseKernels

/// x Wᵀ + b, as `torch.nn.Linear`.
package struct LinearLayer: Sendable {
  let weight: Int
  let bias: Int?
  /// The columns that it reads and makes.
  let inputs: Int
  let outputs: Int

  /// A map from `inputs` to `outputs` columns.
  ///
  /// - Parameters:
  ///   - name: What stands before `.weight` and `.bias`.
  ///   - inputs: The columns that it reads.
  ///   - outputs: The columns of the result.
  ///   - hasBias: Whether a bias is added.
  ///   - draw: How the weight is drawn; PyTorch's rule ±1/√inputs by default.
  ///   - biasDraw: How the bias is drawn; as the weight by default.
  ///   - parameters: The list that its parameters go to.
  package init(
    _ name: String, _ inputs: Int, _ outputs: Int, hasBias: Bool = true,
    draw: ParameterList.Draw? = nil, biasDraw: ParameterList.Draw? = nil,
    _ parameters: inout ParameterList
  ) {
    self.inputs = inputs
    self.outputs = outputs
    let draw = draw ?? .thomas(inputs)
    weight = parameters.add(name + ".weight", [outputs, inputs], draw)
    bias = hasBias ? parameters.add(name + ".bias", [outputs], biasDraw ?? draw) : nil
  }

  /// [n, inputs] to [n, outputs], through an activation.
  package func callAsFunction(
    _ x: Variable, _ parameters: [Variable], then activation: Activation = .none,
    on tape: inout Tape
  ) -> Variable {
    tape.linear(
      x, weight: parameters[weight], bias: bias.map { parameters[$0] }, activation: activation)
  }
}

/// Linear maps with an activation between each two.
package struct Perceptron: Sendable {
  let layers: [LinearLayer]
  let activation: Activation

  /// Maps through these widths, named `name.0`, `name.1` and so on.
  package init(
    _ name: String, _ widths: [Int], activation: Activation = .relu,
    _ parameters: inout ParameterList
  ) {
    layers = zip(widths, widths.dropFirst()).enumerated().map { index, widths in
      LinearLayer("\(name).\(index)", widths.0, widths.1, &parameters)
    }
    self.activation = activation
  }

  /// [n, first width] to [n, last width].
  package func callAsFunction(
    _ x: Variable, _ parameters: [Variable], on tape: inout Tape
  ) -> Variable {
    layers.indices.reduce(x) { x, index in
      let isLast = index == layers.count - 1
      return layers[index](x, parameters, then: isLast ? .none : activation, on: &tape)
    }
  }
}
