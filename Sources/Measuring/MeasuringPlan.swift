internal import RecordStreams

/// How often and in what order models are run.
package struct MeasuringPlan: Sendable, Equatable {
  /// Runs of a model that are not timed, before those that are.
  package var warmup = 2
  /// The most timed runs of a visit.
  package var repetitions = 50
  /// The fewest timed runs, whatever the time budget.
  package var minimum = 5
  /// After so many seconds of timed runs a visit is over; `nil` for no such end.
  package var seconds: Double?
  /// How often each model is visited; all are visited once before any is visited again.
  package var rounds = 1
  /// After so many seconds a visit has failed, and the runner is started anew.
  package var timeout = 300.0
  /// Whether each round goes through the models in an order of its own.
  package var isShuffled = true
  /// What the order and made-up weights depend on.
  package var seed: UInt64 = 0
  /// The sizes of named dimensions.
  package var dimensions: [String: Int] = [:]

  /// The plan of a tool without options.
  package init() {}

  /// The order of a round over so many models.
  func order(of count: Int, round: Int) -> [Int] {
    let order = Array(0..<count)
    guard isShuffled else { return order }
    var chance = Chance(state: seed &+ UInt64(round) &* 0x9E37_79B9_7F4A_7C15)
    return order.shuffled(using: &chance)
  }

  /// Writes what a runner must know to run a model.
  func writeMembers(to writer: inout JSONWriter) {
    writer.key("warmup")
    writer.int(warmup)
    writer.key("repetitions")
    writer.int(repetitions)
    writer.key("minimum")
    writer.int(min(minimum, repetitions))
    if let seconds {
      writer.key("seconds")
      writer.double(seconds)
    }
  }
}

/// SplitMix64: the same order on every machine.
private struct Chance: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
