import ArchitectureSearch
import ArgumentParser

/// How architectures are chosen.
struct StrategyOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How architectures are chosen; may be repeated. (default: predictor)", valueName: "name"))
  var strategy: [SearchStrategy] = []

  @Option(help: ArgumentHelp("Train at most so many architectures.", valueName: "n"))
  var budget = 300

  @Option(help: ArgumentHelp("Search with so many seeds, from --seed on.", valueName: "n"))
  var seeds = 1

  @Option(help: ArgumentHelp("How many live at once in evolution.", valueName: "n"))
  var population = 50

  @Option(help: ArgumentHelp("Of how many evolution takes the best as a parent.", valueName: "n"))
  var tournament = 10

  @Option(
    help: ArgumentHelp(
      "Write the n architectures to train next, and search no table.", valueName: "n"))
  var propose: Int?

  @Option(
    help: ArgumentHelp(
      "With --propose: the round of the search that this is; in round 0 chance chooses.",
      valueName: "n"))
  var iteration = 0

  /// The strategies, each once.
  var chosen: [SearchStrategy] {
    let named = strategy.isEmpty ? [.predictor] : strategy
    return named.enumerated().filter { !named[..<$0.offset].contains($0.element) }.map(\.element)
  }

  var evolution: RegularisedEvolution {
    var evolution = RegularisedEvolution()
    evolution.population = population
    evolution.sample = tournament
    return evolution
  }

  func validate() throws {
    let counts = [
      ("--budget", budget), ("--seeds", seeds), ("--population", population),
      ("--tournament", tournament), ("--propose", propose ?? 1), ("--iteration", iteration + 1),
    ]
    for (name, count) in counts where !(1...10_000_000).contains(count) {
      throw ValidationError("\(name) must be from 1 to 10000000")
    }
  }
}

extension SearchStrategy: ExpressibleByArgument {}
