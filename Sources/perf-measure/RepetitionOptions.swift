import ArgumentParser
import Measuring

/// How often models are run, and in what order.
struct RepetitionOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Untimed runs before the timed ones of a visit.", valueName: "n"))
  var warmup = 2

  @Option(help: ArgumentHelp("The most timed runs of a visit.", valueName: "n"))
  var repetitions = 50

  @Option(
    help: ArgumentHelp(
      "End a visit after so many seconds of timed runs, but not before --minimum runs.",
      valueName: "s"))
  var seconds: Double?

  @Option(help: ArgumentHelp("The fewest timed runs of a visit.", valueName: "n"))
  var minimum = 5

  @Option(
    help: ArgumentHelp(
      "Visit every model so often, all of them before any again: what drifts, drifts for all.",
      valueName: "n"))
  var rounds = 1

  @Option(
    help: ArgumentHelp(
      "Give a model up after so many seconds, and start the runner anew.", valueName: "s"))
  var timeout = 300.0

  @Flag(help: "Visit models in the order in which they are named, not in a shuffled one.")
  var inOrder = false

  @Option(
    help: ArgumentHelp("What the order and made-up weights depend on.", valueName: "n"))
  var seed: UInt64 = 0

  func validate() throws {
    for (name, value, least) in [
      ("warmup", warmup, 0), ("repetitions", repetitions, 1), ("minimum", minimum, 1),
      ("rounds", rounds, 1),
    ] where value < least {
      throw ValidationError("--\(name) must be at least \(least)")
    }
    // The bounds are a year: what a clock can surely count.
    for (name, value) in [("seconds", seconds ?? 1), ("timeout", timeout)]
    where !(value > 0 && value < 3.2e7) {
      throw ValidationError("--\(name) must be more than 0 and less than a year")
    }
    guard repetitions <= 10_000_000 else {
      throw ValidationError("--repetitions must be at most 10000000")
    }
  }

  func plan(dimensions: [String: Int]) -> MeasuringPlan {
    var plan = MeasuringPlan()
    plan.warmup = warmup
    plan.repetitions = repetitions
    plan.minimum = minimum
    plan.seconds = seconds
    plan.rounds = rounds
    plan.timeout = timeout
    plan.isShuffled = !inOrder
    plan.seed = seed
    plan.dimensions = dimensions
    return plan
  }
}
