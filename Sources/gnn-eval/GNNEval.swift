import ArgumentParser

@main
struct GNNEval: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gnn-eval", abstract: "Not written yet.")
  func run() throws {}
}
