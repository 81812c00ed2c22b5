import ArgumentParser
import GraphBuilding
import SearchSpaces

/// Which graphs are made of the codes of search spaces that records name.
struct ArchitectureOptions: ParsableArguments {
  @Option(
    help:
      "Of an architecture make the searched cell or the whole network. (default: network, where its space has one)"
  )
  var view: GraphView?

  @Option(
    help: ArgumentHelp(
      "A form of the view: cg-sample SPACE --list. (default: the first)", valueName: "name"))
  var form: String?

  @Option(
    help: ArgumentHelp(
      "What whole networks are for: cg-sample SPACE --list. (default: the first)",
      valueName: "name"))
  var task: String?

  /// Makes the graphs that are asked for.
  func resolver(_ builder: GraphBuilder) -> SpaceResolver {
    var choice = GraphChoice()
    choice.view = view
    choice.form = form
    choice.task = task
    return SpaceResolver(choice, builder: builder)
  }
}

extension GraphView: ExpressibleByArgument {}
