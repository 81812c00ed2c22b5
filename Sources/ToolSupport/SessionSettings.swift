internal import ArgumentParser

/// How much a tool says on standard error.
package enum Verbosity: Sendable, Comparable {
  case quiet, normal, verbose
}

/// What the command line says about a tool's session.
package struct SessionSettings: Sendable {
  /// The file to write, or `nil` for standard output.
  package var output: String?
  /// Whether the first bad record ends the run.
  package var isStrict = false
  /// How much is said.
  package var verbosity = Verbosity.normal
  /// When progress is shown.
  package var progress = ProgressChoice.auto

  /// The settings of a tool that says nothing about them.
  package init() {}

  /// Collects the settings from the option groups that a command declares, alone or as its common
  /// ones.
  ///
  /// As ArgumentParser finds flags by reflection, so do the groups that shape a session: a tool
  /// cannot declare one and forget to apply it. They are looked for by their types: to ask each
  /// property whether it is such a group takes the runtime a tenth of a tool's start.
  init(of command: some ParsableArguments) {
    for child in Mirror(reflecting: command).children {
      switch child.value {
      case let common as OptionGroup<CommonOptions>:
        common.wrappedValue.output.apply(to: &self)
        common.wrappedValue.strict.apply(to: &self)
        common.wrappedValue.logging.apply(to: &self)
        common.wrappedValue.progress.apply(to: &self)
      case let output as OptionGroup<OutputOptions>: output.wrappedValue.apply(to: &self)
      case let strict as OptionGroup<StrictOptions>: strict.wrappedValue.apply(to: &self)
      case let logging as OptionGroup<LoggingOptions>: logging.wrappedValue.apply(to: &self)
      case let progress as OptionGroup<ProgressOptions>: progress.wrappedValue.apply(to: &self)
      default: continue
      }
    }
  }
}
