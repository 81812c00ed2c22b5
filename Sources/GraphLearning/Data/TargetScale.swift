internal import DenseKernels
internal import RecordStreams

/// What a predictor's output y stands for: the figure is y · factor + shift, or with a logarithm
/// (e^(y · factor + shift) − 1) / multiple.
package struct TargetScale: Sendable, Equatable {
  /// Whether ln(1 + multiple · figure) is learned.
  package var isLogarithmic = false
  /// What is added.
  package var shift = 0.0
  /// What the output is multiplied by.
  package var factor = 1.0
  /// What figures are multiplied by before the logarithm.
  package var multiple = 1.0

  /// The figure itself.
  package init() {}

  /// The scale for figures of a unit.
  ///
  /// - Parameters:
  ///   - form: What is learned.
  ///   - figures: The training figures.
  ///   - unit: Their unit.
  package init(_ form: FitConfiguration.Anchor, of figures: [Double], unit: String) {
    switch form {
    case .unit, .ridge: break
    case .milli: factor = 1e-3
    case .range:
      shift = figures.min() ?? 0
      factor = max((figures.max() ?? 1) - shift, .leastNormalMagnitude)
    case .logarithm:
      isLogarithmic = true
      multiple = Self.multiples[unit] ?? 1
      let logs = figures.map { logarithm(onePlus: $0 * multiple) }
      let count = Double(max(1, logs.count))
      shift = logs.reduce(0, +) / count
      let variance = logs.reduce(0) { $0 + ($1 - shift) * ($1 - shift) } / count
      factor = variance > 1e-16 ? variance.squareRoot() : 1
    }
  }

  /// Units in which figures are neither tiny nor huge: milliseconds, MiB, percent.
  private static let multiples = ["s": 1e3, "J": 1e3, "B": 0x1p-20, "1": 100]

  /// What the network learns for a figure.
  package func output(for figure: Double) -> Double {
    ((isLogarithmic ? logarithm(onePlus: figure * multiple) : figure) - shift) / factor
  }

  /// The figure that an output of the network stands for.
  package func figure(for output: Double) -> Double {
    let value = output * factor + shift
    return isLogarithmic ? exponential(minusOne: value) / multiple : value
  }

  func write(to writer: inout JSONWriter) {
    writer.key("logarithm")
    writer.bool(isLogarithmic)
    for (name, value) in [("shift", shift), ("factor", factor), ("multiple", multiple)] {
      writer.key(name)
      writer.double(value)
    }
  }
}
