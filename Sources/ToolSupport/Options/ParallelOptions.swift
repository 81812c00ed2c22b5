package import ArgumentParser
private import RecordStreams

/// How many things a tool does at once.
package struct ParallelOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Work on this many inputs at once; the output is the same for any number. (default: all cores)",
      valueName: "n"))
  package var jobs: Int?

  package init() {}

  /// The number of inputs to work on at once: what was asked for, or the number of cores.
  package var count: Int { jobs ?? Processors.count }

  package func validate() throws {
    guard jobs ?? 1 > 0 else { throw ValidationError("--jobs must be at least 1") }
  }
}
