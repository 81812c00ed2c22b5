import ArgumentParser

@main
struct GNNFit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gnn-fit", abstract: "Not written yet.")
  func run() throws {}
}
