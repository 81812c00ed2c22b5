import ArgumentParser

@main
struct DatasetMerge: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dataset-merge", abstract: "Not written yet.")
  func run() throws {}
}
