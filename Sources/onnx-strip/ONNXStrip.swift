import ArgumentParser

@main
struct ONNXStrip: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "onnx-strip", abstract: "Not written yet.")
  func run() throws {}
}
