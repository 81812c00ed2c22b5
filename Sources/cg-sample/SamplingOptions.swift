import ArgumentParser
import Conditions
import SearchSpaces

/// Which codes are taken.
struct SamplingOptions: ParsableArguments {
  @Option(
    name: .short, help: ArgumentHelp("Draw this many networks. (default: 1)", valueName: "count"))
  var n: Int?

  @Flag(help: "Take every code of the space once, in the order of its enumeration.")
  var all = false

  @Flag(help: "Leave out codes that were drawn before.")
  var distinct = false

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      """
      Take only networks that fulfil this: flops < 600M and parameters > 1e6. Gives up when \
      \(SamplingPlan.usualPatience) draws in a row bring none.
      """,
      valueName: "condition"))
  var condition: String?

  func validate() throws {
    guard n ?? 0 >= 0 else { throw ValidationError("-n must be at least 0") }
    guard !all || n == nil else {
      throw ValidationError("-n draws networks and --all takes every one: expected one of them")
    }
  }

  /// What these options ask for; conditions are on what the view shows of a code.
  func plan(
    _ space: any SearchSpace, _ view: GraphView, _ seed: UInt64
  ) throws -> SamplingPlan {
    if all, space.count == nil {
      throw ValidationError("\(space.name) has too many codes for --all; draw some with -n")
    }
    do {
      return SamplingPlan(
        codes: CodeStream(space, all ? .all : .draws(seed: seed)), count: all ? nil : n ?? 1,
        isDistinct: distinct && !all, filter: try condition.map { try GraphCondition($0, on: view) }
      )
    } catch let error as ConditionError {
      throw ValidationError("--where: \(error)")
    }
  }
}

/// Which codes are taken, and how many.
struct SamplingPlan {
  var codes: CodeStream
  /// `nil` takes all.
  let count: Int?
  let isDistinct: Bool
  let filter: GraphCondition?

  /// So many draws in a row that fulfil no condition end a run.
  static let usualPatience = 100_000

  /// So many draws in a row that bring nothing end a run: where most codes were drawn before, a new
  /// one may be rare.
  var patience: Int { isDistinct ? 10 * Self.usualPatience : Self.usualPatience }
}

/// Nothing more was found that fulfils the condition, or that is new.
struct SpaceExhausted: Error, CustomStringConvertible {
  let found: Int
  let wanted: Int
  let drawn: Int
  let vain: Int

  var description: String {
    "found \(found) of \(wanted) networks in \(drawn) draws, and none in the last \(vain)"
  }
}
