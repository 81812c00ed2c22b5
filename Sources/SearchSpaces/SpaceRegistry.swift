/// All search spaces by name.
package enum SpaceRegistry {
  /// The spaces in the order of `cg-sample --list`.
  package static let all: [any SearchSpace] = [
    NASBench201()
  ]

  /// The space of a name.
  package static func space(named name: String) -> (any SearchSpace)? {
    all.first { $0.name == name }
  }
}
