import ArgumentParser
import GraphBuilding
import SearchSpaces

/// Which graph of a code is made.
struct GraphOptions: ParsableArguments {
  @Option(
    help: "The searched cell or the whole network. (default: network, where the space has one)")
  var view: GraphView?

  @Option(
    help: ArgumentHelp(
      "A form of the view; --list with the space's name tells them. (default: the first)",
      valueName: "name"))
  var form: String?

  @Option(
    help: ArgumentHelp(
      "What whole networks are for; --list with the space's name tells. (default: the first)",
      valueName: "name"))
  var task: String?

  @Option(
    help: ArgumentHelp("The input's height and width. (default: the task's)", valueName: "pixels"))
  var resolution: Int?

  @Option(
    help: ArgumentHelp("How many classes are told apart. (default: the task's)", valueName: "n"))
  var classes: Int?

  @Option(help: ArgumentHelp("How many inputs are computed at once. (default: 1)", valueName: "n"))
  var batch: Int?

  func validate() throws {
    for number in [resolution, classes, batch] where !(1...65_536).contains(number ?? 1) {
      throw ValidationError("sizes must be from 1 to 65536")
    }
  }

  private var choice: GraphChoice {
    var choice = GraphChoice()
    choice.view = view
    choice.form = form
    choice.task = task
    choice.resolution = resolution
    choice.classes = classes
    choice.batch = batch
    return choice
  }

  /// The view that is asked for.
  func view(of space: any SearchSpace) throws -> GraphView {
    do {
      return try choice.view(of: space)
    } catch {
      throw ValidationError("\(error)")
    }
  }

  /// Makes the graphs that are asked for.
  func maker(of space: any SearchSpace) throws -> GraphMaker {
    // Cells have no costs, and a table of them takes time to compile.
    let builder =
      try view(of: space) == .cell ? nil : GraphBuilder(costs: CostTable.standard())
    do {
      return try GraphMaker(of: space, choice, builder: builder)
    } catch {
      throw ValidationError("\(error)")
    }
  }
}

extension GraphView: ExpressibleByArgument {}
