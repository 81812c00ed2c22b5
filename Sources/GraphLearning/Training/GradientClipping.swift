internal import DenseKernels

/// Keeps gradients from growing too long.
struct GradientClipping {
  let configuration: FitConfiguration

  /// Whether anything is to be cut.
  var isNeeded: Bool { configuration.clipNorm > 0 || configuration.clipValue > 0 }

  /// Brings every element into its bound, and all gradients together to their greatest length, as
  /// PyTorch's `clip_grad_value_` and `clip_grad_norm_` do.
  func apply(to gradients: inout [Matrix?], on workers: Workers) {
    if configuration.clipValue > 0 {
      for index in gradients.indices { gradients[index]?.clamp(to: configuration.clipValue) }
    }
    guard configuration.clipNorm > 0 else { return }
    let length = gradients.reduce(0) { $0 + ($1?.squaredLength ?? 0) }.squareRoot()
    let factor = Float(Double(configuration.clipNorm) / (length + 1e-6))
    guard factor < 1 else { return }
    for index in gradients.indices { gradients[index]?.scale(by: factor, on: workers) }
  }
}
