import DenseKernels
import Foundation
import GraphLearning
import TestSupport
import Testing

@Suite("Predictors as ONNX")
struct ONNXExportTests {
  /// Presets and what is changed of them.
  static let cases: [(name: String, change: @Sendable (inout FitConfiguration) -> Void)] = [
    ("nnlqp", { $0.widensStatics = true }),
    ("nnlqp", { $0.standardise = true }),
    ("brp-nas", { _ in }),
    ("brp-nas-mlp", { _ in }),
    ("kgnn", { $0.convolution = .graph }),
    ("kgnn", { $0.convolution = .gcn }),
    ("kgnn", { $0.convolution = .gin }),
    ("kgnn", { $0.convolution = .sage }),
    ("kgnn", { $0.convolution = .gat }),
    ("kgnn", { $0.readout = .attention }),
    ("kgnn", { $0.readout = .synMM }),
    ("kgnn", { $0.readout = .max }),
    ("kgnn", { $0.activation = .leakyReLU }),
    ("kgnn", { $0.activation = .relu6 }),
    ("seernet", { _ in }),
    ("seernet-multi", { $0.layers = 2 }),
    ("perfsage", { _ in }),
    ("perfsage", { $0.aggregator = .gcn }),
    ("perfsage", { $0.aggregator = .maxPool }),
    ("perfsage", { $0.aggregator = .meanPool }),
  ]

  private func predictor(
    _ name: String, _ change: (inout FitConfiguration) -> Void, of graphs: [EncodedGraph]? = nil
  ) throws -> TrainedPredictor {
    var configuration = try #require(FitConfiguration(preset: name))
    configuration.hidden = 24
    configuration.seed = 5
    change(&configuration)
    let heads = name == "nnlqp" || name == "seernet-multi" ? 2 : 1
    let targets = (0..<heads).map { Target(platform: "p\($0)", metric: "latency", unit: "s") }
    let scales = targets.map {
      TargetScale(configuration.anchor, of: [0.001, 0.004, 0.02], unit: $0.unit)
    }
    var predictor = try TrainedPredictor(
      configuration, targets: targets, scales: scales,
      scaling: configuration.standardise
        ? graphs.map { FeatureScaling(of: $0, for: configuration.encoding) } : nil, ridge: nil)
    predictor.initialise()
    return predictor
  }

  @Test(
    .enabled(if: PythonOracle.has("onnxruntime"), "needs Scripts/oracles"),
    arguments: cases.indices)
  func `say in onnxruntime what they say here`(index: Int) throws {
    let (name, change) = Self.cases[index]
    var configuration = try #require(FitConfiguration(preset: name))
    change(&configuration)
    var graphs = RingGraphs.list(configuration.encoding.widths, .backwards)
    if configuration.encoding == .brpNASFlat {
      let widths = configuration.encoding.widths.statics
      graphs = (0..<3).map { number in
        EncodedGraph(
          nodeCount: 0, features: [], edges: [],
          statics: (0..<widths).map { ($0 + number).isMultiple(of: 5) ? 1 : 0 })
      }
    }
    let predictor = try predictor(name, change, of: graphs)
    let folder = try TemporaryFolder()
    let (model, inputs) = (folder.url.appending(path: "m.onnx"), folder.url.appending(path: "i"))
    try Data(predictor.onnx(producer: "test")).write(to: model)
    try Data(ONNXInputs(graphs.map { ("", $0) }, configuration.encoding).file).write(to: inputs)
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: PythonOracle.interpreter)
    process.arguments = [PythonOracle.script("onnx_figures.py"), model.path, inputs.path]
    process.standardOutput = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let figures = text.split(separator: "\n").map { line in
      line.split(separator: " ").compactMap { Double($0) }
    }
    var tape = Tape(workers: Workers(1))
    let sums = OperatorSums(SmallData.graph(depth: 1, channels: 1))
    let own = predictor.predict(graphs.map { ($0, sums) }, on: &tape)
    #expect(figures.count == own.count)
    for (theirs, own) in zip(figures, own) {
      #expect(theirs.count == own.count)
      for (a, b) in zip(theirs, own) { #expect(abs(a - b) <= 1e-4 * abs(b) + 1e-7, "\(name)") }
    }
  }

  @Test func `refuse what has no form in ONNX`() throws {
    let lstm = try predictor("perfsage") { $0.aggregator = .lstm }
    #expect(throws: TrainingError("a recurrent aggregator is not written as ONNX")) {
      try lstm.onnx(producer: "test")
    }
    let order = try predictor("brp-nas-binary") { _ in }
    #expect(throws: TrainingError("comparisons are not written as ONNX")) {
      try order.onnx(producer: "test")
    }
  }
}
