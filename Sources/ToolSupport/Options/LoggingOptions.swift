internal import ArgumentParser

/// How much a tool says on standard error.
package struct LoggingOptions: ParsableArguments {
  @Flag(
    name: .shortAndLong, help: "Say nothing about single bad records, only how many there were.")
  package var quiet = false

  @Flag(name: .shortAndLong, help: "Say what is being done.")
  package var verbose = false

  package init() {}

  package mutating func validate() throws {
    guard !(quiet && verbose) else {
      throw ValidationError("--quiet and --verbose exclude each other")
    }
  }

  func apply(to settings: inout SessionSettings) {
    settings.verbosity = quiet ? .quiet : verbose ? .verbose : .normal
  }
}
