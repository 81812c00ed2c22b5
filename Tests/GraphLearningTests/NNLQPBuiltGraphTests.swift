import ByteReading
import ComputationGraph
import Foundation
import GraphBuilding
import GraphLearning
import TestSupport
import Testing

@Suite("NNLQP features of built graphs")
struct NNLQPBuiltGraphTests {
  /// Micro models that upstream can encode.
  static let models: [String] =
    NNLQPGolden.isAtHand
    ? ((try? NNLQPGolden.micro()) ?? [:]).filter { $0.value.error == nil }.keys.sorted() : []

  @Test(.enabled(if: NNLQPGolden.isAtHand), arguments: models)
  func `a micro model's v0 features are upstream's`(name: String) throws {
    let expected = try #require(NNLQPGolden.micro()[name])
    expectSame(try build("nnlqp-micro/\(name).onnx", batch: expected.batchSize), expected)
  }

  @Test(.enabled(if: NNLQPGolden.isAtHand), arguments: [1, 8])
  func `resnet18's v0 features are upstream's`(batch: Int) throws {
    let golden = try NNLQPGolden.resnet()
    expectSame(
      try build("nnlqp/resnet18-v1-7-no-weight.onnx", batch: batch),
      batch == 1 ? golden.batch1 : golden.batch8)
  }

  private func build(_ path: String, batch: Int) throws -> Graph {
    let file = [UInt8](try SharedData.data("data/onnx/\(path)"))
    return try GraphBuilder(costs: .standard(), batch: batch).build(onnx: file.bytes)
  }
}
