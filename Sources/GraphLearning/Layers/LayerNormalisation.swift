package import DenseKernels

/// Rows brought to mean 0 and variance 1, then scaled and shifted, as `torch.nn.LayerNorm`.
package struct LayerNormalisation: Sendable {
  let gain: Int
  let shift: Int

  /// A normalisation of rows of this width, named `name.weight` and `name.bias`.
  package init(_ name: String, _ width: Int, _ parameters: inout ParameterList) {
    gain = parameters.add(name + ".weight", [width], .constant(1))
    shift = parameters.add(name + ".bias", [width], .constant(0))
  }

  /// Normalises; then, if `rectifying`, max(·, 0); then dropout.
  package func callAsFunction(
    _ x: Variable, rectifying: Bool = false, dropout mask: DropoutMask? = nil,
    _ parameters: [Variable], on tape: inout Tape
  ) -> Variable {
    tape.layerNormalise(
      x, gain: parameters[gain], shift: parameters[shift], rectifying: rectifying, dropout: mask)
  }
}
