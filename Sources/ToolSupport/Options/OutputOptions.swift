package import ArgumentParser

/// Where a tool writes.
package struct OutputOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write to this file instead of standard output; it appears only when it is complete.",
      valueName: "file"),
    completion: .file())
  package var output: String?

  package init() {}

  func apply(to settings: inout SessionSettings) {
    settings.output = output == "-" ? nil : output
  }
}
