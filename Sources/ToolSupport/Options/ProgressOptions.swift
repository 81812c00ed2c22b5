internal import ArgumentParser

/// When a tool shows how far it has come.
package enum ProgressChoice: String, ExpressibleByArgument, CaseIterable, Sendable {
  case auto, always, never
}

/// Whether a tool shows how far it has come.
package struct ProgressOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Show rate, share and time left on standard error: auto does so on a terminal.",
      valueName: "when"))
  package var progress = ProgressChoice.auto

  package init() {}

  func apply(to settings: inout SessionSettings) {
    settings.progress = progress
  }
}
