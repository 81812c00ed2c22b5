internal import ArgumentParser

/// What a tool does about a bad record.
package struct StrictOptions: ParsableArguments {
  @Flag(help: "Stop at the first bad record instead of leaving it out.")
  package var strict = false

  package init() {}

  func apply(to settings: inout SessionSettings) {
    settings.isStrict = strict
  }
}
