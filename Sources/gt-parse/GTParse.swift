import ArgumentParser

@main
struct GTParse: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gt-parse", abstract: "Not written yet.")
  func run() throws {}
}
