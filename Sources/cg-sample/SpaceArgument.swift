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

  // Not in `validate`, which runs before an option that is not known is noticed.
  func chosen() throws -> any SearchSpace {
    guard let space = try named() else {
      throw ValidationError("expected the name of a search space; --list names them all")
    }
    return space
  }

  /// The space that is named; `nil` if none is.
  func named() throws -> (any SearchSpace)? {
    guard let name else { return nil }
    if let chosen = SpaceRegistry.space(named: name) { return chosen }
    let names = SpaceRegistry.all.map(\.name).joined(separator: ", ")
    throw ValidationError("no search space \"\(name)\"; expected one of \(names)")
  }
}
