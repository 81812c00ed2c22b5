import ByteReading
import CheckpointFormat
import ComputationGraph
import DenseKernels
import Foundation
import GraphLearning
import RecordStreams
import TestSupport
import Testing

@Suite("Original checkpoints")
struct OriginalCheckpointTests {
  /// The tensors of what PyTorch saved.
  static func read(_ file: [UInt8]) throws -> OriginalCheckpoint {
    let sink = GatheredBytes()
    _ = try SafetensorsExport().write(file.bytes, nil, to: sink)
    let tensors = sink.bytes
    return try OriginalCheckpoint(tensors.bytes)
  }

  final class GatheredBytes: ByteSink {
    let name = "memory"
    private(set) var bytes: [UInt8] = []

    func write(_ bytes: RawSpan) throws(StreamError) { self.bytes.append(bytes) }
    func flush() throws(StreamError) {}
    func finish() throws(StreamError) {}
  }

  struct Expected: Decodable {
    var nnlqp: [Double]
    var eagle: Double
  }

  /// One of the files that `Oracles/originals.py` has written.
  static func oracle(_ name: String) throws -> OriginalCheckpoint {
    let path = Checkout.folder.appending(path: "Tests/GraphLearningTests/Oracles/\(name)")
    return try read([UInt8](Data(contentsOf: path)))
  }

  @Test func `NNLQP's predicts as in PyTorch`() throws {
    let expected = try LayerOracle.decode(Expected.self, from: "originals.json").nnlqp
    var facts = OriginalCheckpoint.Facts()
    facts.platforms = ["gpu", "cpu"]
    let predictor = try Self.oracle("nnlqp.pth").predictor(by: .nnlqp, facts)
    #expect(predictor.targets.map(\.platform) == ["gpu", "cpu"])
    #expect(predictor.configuration.hidden == 4 && predictor.configuration.encoding == .nnlqpV0)
    let graph = EncodedGraph(
      nodeCount: 4, features: Array(LayerOracle.input(rows: 4, columns: 44).elements),
      edges: [(0, 1), (1, 2), (2, 3)], statics: [1, 0.1, 0.2, 0.3])
    try compare(predictor, graph, expected)
  }

  @Test func `Eagle's predicts as in PyTorch`() throws {
    let expected = try LayerOracle.decode(Expected.self, from: "originals.json").eagle
    var facts = OriginalCheckpoint.Facts()
    facts.range = 0.001...0.009
    let predictor = try Self.oracle("eagle.pt").predictor(by: .eagle, facts)
    #expect(predictor.configuration.predictor == "brp-nas" && predictor.configuration.layers == 2)
    // One 3x3 convolution from input to output: |conv~0|+|none~0|none~1|+|none~0|skip~1|none~2|.
    try compare(predictor, EagleGolden.encoded([3, 0, 0, 0, 1, 0]), [expected])
  }

  struct Published: Decodable {
    var predNativeNorm: Double
    var predNorm512256: Double

    enum CodingKeys: String, CodingKey {
      case predNativeNorm = "pred_native_norm"
      case predNorm512256 = "pred_norm_512_256"
    }
  }

  @Test(arguments: GENNAPEEncodingTests.published)
  func `AutoGO's predicts the published graphs as in PyTorch`(file: String) throws {
    let expected = try #require(
      try JSONDecoder().decode(
        [String: Published].self,
        from: SharedData.data("data/gennape/real_autogo/expected.json"))[file])
    let checkpoint = try Self.read(
      [UInt8](SharedData.data("data/gennape/real_autogo/gnn_chkpt.pt")))
    let graph = try SeedGraphs.read("data/gennape/real_autogo/\(file)")[0]
    for (encoding, wanted) in [
      (GraphEncoding.gennape, expected.predNativeNorm),
      (.gennapeFixed, expected.predNorm512256),
    ] {
      var facts = OriginalCheckpoint.Facts()
      facts.encoding = encoding
      let predictor = try checkpoint.predictor(by: .gennape, facts)
      try compare(predictor, try #require(encoding.encode(graph)), [wanted])
    }
  }

  private func compare(
    _ predictor: TrainedPredictor, _ graph: EncodedGraph, _ expected: [Double]
  ) throws {
    var tape = Tape(workers: Workers(1))
    let sums = OperatorSums(Graph())
    let figures = predictor.predict([(graph, sums)], on: &tape)[0]
    #expect(figures.count == expected.count)
    for (figure, wanted) in zip(figures, expected) {
      #expect(abs(figure - wanted) <= 1e-4 * abs(wanted), "\(figure), expected \(wanted)")
    }
  }

  @Test func `refuses another author's tensors, and what does not fit`() throws {
    let eagle = try Self.oracle("eagle.pt")
    let facts = OriginalCheckpoint.Facts()
    #expect(throws: TrainingError("no tensor \"graph_conv_1.lin_l.weight\"")) {
      try eagle.predictor(by: .nnlqp, facts)
    }
    var wrong = facts
    wrong.platforms = ["a", "b", "c"]
    #expect(throws: TrainingError("3 platforms are named; expected 2")) {
      try Self.oracle("nnlqp.pth").predictor(by: .nnlqp, wrong)
    }
    wrong = facts
    wrong.encoding = .brpNASDARTS
    #expect(throws: TrainingError("\"gc.0.weight\" has shape [6, 5]; expected [10, 5]")) {
      try eagle.predictor(by: .eagle, wrong)
    }
  }
}
