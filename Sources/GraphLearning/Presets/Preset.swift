/// A published predictor: how graphs are encoded, which network reads them, and how it is trained.
package struct Preset: Sendable {
  /// What `--predictor` calls it.
  package let name: String
  /// Where it is described: paper and section.
  package let reference: String
  /// Its recipe.
  package let configuration: FitConfiguration
  /// The widths that its network may have.
  let widths: ClosedRange<Int>
  /// Its network for a configuration and a number of heads.
  let network: @Sendable (_ configuration: FitConfiguration, _ heads: Int) -> any GraphNetwork
  /// The number of heads that its network may have.
  var heads: ClosedRange<Int>
  /// Whether its network can be told where nodes are.
  let placesNodes: Bool
  /// Whether its network learns without figures first.
  let contrasts: Bool

  /// A preset; the recipe is the default one after `change`.
  init(
    _ name: String, reference: String, widths: ClosedRange<Int> = 1...65_536,
    heads: ClosedRange<Int> = 1...1, placesNodes: Bool = false, contrasts: Bool = false,
    _ change: (inout FitConfiguration) -> Void,
    network: @escaping @Sendable (FitConfiguration, Int) -> any GraphNetwork
  ) {
    self.name = name
    self.reference = reference
    self.widths = widths
    self.heads = heads
    self.placesNodes = placesNodes
    self.contrasts = contrasts
    self.network = network
    var configuration = FitConfiguration()
    configuration.predictor = name
    change(&configuration)
    self.configuration = configuration
  }

  /// All presets.
  package static let all = [
    nnlqp, brpNAS, brpNASMLP, brpNASBinary, kgnn, gennape, seernet, seernetMulti, perfsage, mill,
  ]

  /// The preset of a name.
  package static func named(_ name: String) -> Preset? {
    all.first { $0.name == name }
  }
}
