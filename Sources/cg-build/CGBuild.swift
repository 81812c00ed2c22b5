import ArgumentParser

@main
struct CGBuild: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cg-build", abstract: "Not written yet.")
  func run() throws {}
}
