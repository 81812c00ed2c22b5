import ArgumentParser

@main
struct DatasetQuery: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dataset-query", abstract: "Not written yet.")
  func run() throws {}
}
