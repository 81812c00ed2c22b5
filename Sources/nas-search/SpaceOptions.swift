import ArchitectureSearch
import ArgumentParser
import SearchSpaces

/// What is searched.
struct SpaceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The search space. (default: that of the first record)", valueName: "name"),
    completion: .list(SpaceRegistry.all.map(\.name)))
  var space: String?

  @Option(
    help: ArgumentHelp("A form of its cells, as cg-sample --list NAME tells.", valueName: "name"))
  var form: String?

  @Option(
    help: ArgumentHelp(
      """
      With --propose: choose among these as well as those of the records: all, COUNT:SEED draws, or \
      eagle:COUNT:SEED, Eagle's subsets of darts (seeds 0, 123, 888).
      """, valueName: "pool"))
  var pool: SearchPool?

  @Option(
    name: .customLong("platform"),
    help: ArgumentHelp(
      "Only figures of this platform; may be repeated. (default: all)", valueName: "name"))
  var platforms: [String] = []

  func named() throws -> (any SearchSpace)? {
    guard let space else { return nil }
    if let known = SpaceRegistry.space(named: space) { return known }
    let names = SpaceRegistry.all.map(\.name).joined(separator: ", ")
    throw ValidationError("no search space \"\(space)\"; expected one of \(names)")
  }
}

extension SearchPool: ExpressibleByArgument {
  /// Reads `all`, `COUNT:SEED` or `eagle:COUNT:SEED`.
  public init?(argument: String) { self.init(argument) }
}
