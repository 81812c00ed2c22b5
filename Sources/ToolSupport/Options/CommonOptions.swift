package import ArgumentParser

/// The options that nearly every tool has.
package struct CommonOptions: ParsableArguments {
  @OptionGroup package var output: OutputOptions
  @OptionGroup package var strict: StrictOptions
  @OptionGroup package var logging: LoggingOptions
  @OptionGroup package var progress: ProgressOptions

  package init() {}
}
