package import ArgumentParser

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

  /// Collects the settings from the option groups that a command declares, at any depth.
  ///
  /// As ArgumentParser finds flags by reflection, so do the groups that shape a session: a tool
  /// cannot declare one and forget to apply it.
  init(of command: some ParsableArguments) {
    collect(from: command)
  }

  private mutating func collect(from group: any ParsableArguments) {
    for child in Mirror(reflecting: group).children {
      guard let nested = (child.value as? any NestedOptions)?.group else { continue }
      (nested as? any SessionOptions)?.apply(to: &self)
      collect(from: nested)
    }
  }
}

/// An option group that shapes the session by being declared.
protocol SessionOptions: ParsableArguments {
  func apply(to settings: inout SessionSettings)
}

/// A declared option group of any type.
private protocol NestedOptions {
  var group: any ParsableArguments { get }
}

extension OptionGroup: NestedOptions {
  fileprivate var group: any ParsableArguments { wrappedValue }
}
