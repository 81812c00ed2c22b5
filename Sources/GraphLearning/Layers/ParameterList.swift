/// The parameters of a network in PyTorch's order: layers add theirs as they are made, and keep the
/// positions.
package struct ParameterList: Sendable {
  /// One parameter before it has a value.
  package struct Plan: Sendable {
    /// The name in the checkpoint, as PyTorch would call it.
    package let name: String
    /// The dimensions: [out, in], or [out] for a bias.
    package let shape: [Int]
    /// How its elements are drawn.
    package let draw: Draw
    /// Whether no gradient changes it: a running average, or what was fitted before.
    package let isKept: Bool
  }

  /// How the elements of a parameter are drawn at first.
  package enum Draw: Sendable, Equatable {
    /// Uniformly from ±bound.
    case uniform(Float)
    /// From the normal distribution of mean 0 and deviation 1: PyTorch's rule for embeddings.
    case normal
    /// All the same.
    case constant(Float)

    /// Uniformly from ±1/√n, n the last dimension: PyTorch Geometric's "thomas" rule, which bounds a
    /// weight by its inputs and a bias by its outputs.
    static func thomas(_ last: Int) -> Draw { .uniform(1 / Float(last).squareRoot()) }

    /// Uniformly from ±√(6 / (in + out)) (Glorot and Bengio, 2010).
    static func glorot(_ inputs: Int, _ outputs: Int) -> Draw {
      .uniform((6 / Float(inputs + outputs)).squareRoot())
    }
  }

  /// The parameters so far.
  package private(set) var plans: [Plan] = []

  /// No parameters.
  package init() {}

  /// Adds a parameter, and returns its position; one that `isKept` no gradient changes.
  mutating func add(
    _ name: String, _ shape: [Int], _ draw: Draw, isKept: Bool = false
  ) -> Int {
    plans.append(Plan(name: name, shape: shape, draw: draw, isKept: isKept))
    return plans.count - 1
  }

  /// The positions of those that no gradient changes.
  var kept: Set<Int> { Set(plans.indices.filter { plans[$0].isKept }) }

  /// The parameters with drawn values.
  package func drawn(by random: inout RandomSource) -> [Parameter] {
    plans.map { plan in
      var parameter = Parameter(name: plan.name, shape: plan.shape)
      parameter.draw(plan.draw, &random)
      return parameter
    }
  }
}
