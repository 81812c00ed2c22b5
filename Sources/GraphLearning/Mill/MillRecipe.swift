/// A kernel over a network's traits: which features, how likeness falls off over them, and whether figures
/// or their logarithms are learned.
struct MillRecipe: Sendable, Equatable {
  /// What a part of the kernel reads.
  enum Source: Sendable, Equatable {
    /// Blocks of the network's own traits.
    case blocks([NetworkTraits.Block])
    /// What the model says of the network on the platforms that it knew before.
    case platforms
  }

  /// What it is called in checkpoints.
  let name: String
  /// The parts of its kernel.
  let parts: [(source: Source, shape: KernelPart.Shape)]
  /// Whether logarithms are learned.
  let isLogarithmic: Bool

  static func == (left: MillRecipe, right: MillRecipe) -> Bool { left.name == right.name }

  /// The recipe of a name.
  static func named(_ name: String) -> MillRecipe? { all.first { $0.name == name } }

  private static let all = cells + networks + adaptations(isCell: true) + adaptations(isCell: false)

  /// The candidates for searched cells. They differ in whether what Eagle prunes counts, which is so on
  /// some devices and not on others.
  static let cells = [
    MillRecipe(
      name: "slots",
      parts: [
        (.blocks([.operators]), .linear), (.blocks([.slots]), .linear),
      ], isLogarithmic: false),
    MillRecipe(
      name: "slots-smooth",
      parts: [
        (.blocks([.operators]), .linear), (.blocks([.slots]), .linear),
        (.blocks([.slots]), .matern),
      ], isLogarithmic: false),
    MillRecipe(name: "pruned", parts: pruned, isLogarithmic: false),
    MillRecipe(
      name: "slots-and-pruned",
      parts: [
        (.blocks([.operators]), .linear), (.blocks([.slots]), .linear),
        (.blocks([.slots]), .matern),
      ] + pruned, isLogarithmic: false),
  ]

  private static let pruned: [(source: Source, shape: KernelPart.Shape)] = [
    (.blocks([.structure]), .matern), (.blocks([.lengths]), .matern),
    (.blocks([.paths]), .matern), (.blocks([.neighbourhoods]), .exponential),
  ]

  /// The candidates for networks with shapes and costs, beside the additive model.
  static let networks = [
    MillRecipe(name: "sums", parts: sums, isLogarithmic: true),
    MillRecipe(name: "sums-and-nodes", parts: sums + nodes, isLogarithmic: true),
    MillRecipe(name: "plain-sums-and-nodes", parts: sums + nodes, isLogarithmic: false),
    MillRecipe(name: "memory", parts: memory, isLogarithmic: true),
  ]

  private static let memory: [(source: Source, shape: KernelPart.Shape)] = [
    (.blocks([.memory]), .linear), (.blocks([.memory]), .matern),
  ]

  private static let sums: [(source: Source, shape: KernelPart.Shape)] = [
    (.blocks([.totals, .sums]), .linear), (.blocks([.totals]), .matern),
    (.blocks([.sums]), .matern),
  ]

  private static let nodes: [(source: Source, shape: KernelPart.Shape)] = [
    (.blocks([.signatures]), .linear), (.blocks([.signatures]), .matern),
    (.blocks([.neighbourhoods]), .exponential),
  ]

  /// The candidates for a new platform of a model that knows others.
  static func adaptations(isCell: Bool) -> [MillRecipe] {
    isCell
      ? [
        MillRecipe(
          name: "platforms-and-slots",
          parts: [
            (.platforms, .linear), (.blocks([.operators]), .linear), (.blocks([.slots]), .linear),
          ], isLogarithmic: true)
      ]
      : [
        MillRecipe(
          name: "platforms-and-sums",
          parts: [
            (.platforms, .linear), (.blocks([.totals, .sums]), .linear),
            (.blocks([.sums]), .matern),
          ], isLogarithmic: true)
      ]
  }
}
