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
      "Take only networks that fulfil this: flops < 600M and parameters > 1e6.",
      valueName: "condition"))
  var condition: String?

  func validate() throws {
    guard n ?? 0 >= 0 else { throw ValidationError("-n must be at least 0") }
    guard !all || n == nil else {
      throw ValidationError("-n draws networks and --all takes every one: expected one of them")
    }
  }

  /// What these options ask for.
  func plan(_ space: any SearchSpace, _ seed: UInt64) throws -> SamplingPlan {
    if all, space.count == nil {
      throw ValidationError("\(space.name) has too many codes for --all; draw some with -n")
    }
    do {
      return SamplingPlan(
        codes: CodeStream(space, all ? .all : .draws(seed: seed)), count: all ? nil : n ?? 1,
        isDistinct: distinct && !all, filter: try condition.map { try GraphCondition($0) })
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

  /// So many draws in a row that bring nothing end a run.
  static let patience = 1_000_000
}

/// Nothing more was found that fulfils the condition.
struct SpaceExhausted: Error, CustomStringConvertible {
  let found: Int
  let wanted: Int

  var description: String {
    "found \(found) of \(wanted) networks; the last \(SamplingPlan.patience) draws brought none"
  }
}
