package import ArgumentParser

/// What a tool's chance begins with.
package struct SeedOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The same seed and data give the same bytes.", valueName: "n"))
  package var seed: UInt64 = 0

  package init() {}
}
