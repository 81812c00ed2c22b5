import ArgumentParser
import SearchSpaces

/// The search space that is worked on.
struct SpaceArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp("The search space; --list names them all.", valueName: "space"),
    completion: .list(SpaceRegistry.all.map(\.name)))
  var name: String?

  @Flag(help: "Print the spaces, or what is known of the one that is named, and stop.")
  var list = false

  func chosen() throws -> any SearchSpace {
    if let chosen = SpaceRegistry.space(named: name ?? "") { return chosen }
    let names = SpaceRegistry.all.map(\.name).joined(separator: ", ")
    throw ValidationError("no search space \"\(name ?? "")\"; expected one of \(names)")
  }

  func validate() throws {
    guard list || name != nil else {
      throw ValidationError("expected the name of a search space; --list names them all")
    }
  }
}
