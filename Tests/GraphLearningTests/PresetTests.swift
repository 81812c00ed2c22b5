import ByteReading
import DenseKernels
import GraphLearning
import Testing

@Suite("Presets")
struct PresetTests {
  @Test(arguments: FitConfiguration.presets)
  func `names its paper, and comes back from JSON`(name: String) throws {
    let configuration = try #require(FitConfiguration(preset: name))
    #expect(configuration.predictor == name)
    #expect(configuration.reference.contains("arXiv") || configuration.reference.contains("doi"))
    #expect(configuration.description.contains("\"reference\":"))
    #expect(try configuration.checked() == configuration)
  }

  /// The published recipes.
  @Test func `are as published`() throws {
    let eagle = try #require(FitConfiguration(preset: "brp-nas"))
    #expect(eagle.hidden == 600 && eagle.layers == 4 && eagle.dropout == 0.002)
    #expect(eagle.learningRate == 4e-4 && eagle.weightDecay == 5e-4 && eagle.batchSize == 1)
    let network = BRPNASNetwork(features: 6, hidden: 600, layers: 4)
    #expect(network.parameters.plans.reduce(0) { $0 + $1.shape.reduce(1, *) } == 1_091_401)
    let gennape = try #require(FitConfiguration(preset: "kgnn"))
    #expect(gennape.learningRate == 1e-4 && gennape.clipNorm == 5 && gennape.loss == .squared)
  }

  /// GENNAPE's own counts less 6,240 elements of maps that its mean readout never uses.
  @Test(arguments: [
    (ConvolutionKind.graph, 24_287), (.gcn, 18_143), (.gin, 24_479), (.sage, 24_287),
    (.gat, 18_527),
  ])
  func `k-GNN has GENNAPE's parameters`(kind: ConvolutionKind, count: Int) {
    let network = KGNNNetwork(kind, hidden: 32, layers: 6, readout: .mean, activation: .tanh)
    let own = network.parameters.plans.reduce(0) { $0 + $1.shape.reduce(1, *) }
    #expect(own == count - 6240)
  }

  /// What is left of the first loss: GENNAPE's encoding does not tell how many operators there are.
  static let learners: [(name: String, encoding: GraphEncoding, left: Double)] = [
    ("kgnn", .gennape, 0.9), ("seernet", .perfSeer, 0.3), ("seernet-multi", .perfSeer, 0.3),
  ]

  @Test(arguments: learners)
  func `learns, whatever the network`(
    name: String, encoding: GraphEncoding, left: Double
  ) throws {
    let data = SmallData.data(encoding)
    var configuration = try #require(FitConfiguration(preset: name))
    configuration.hidden = 24
    configuration.epochs = 12
    configuration.batchSize = 4
    configuration.learningRate = 3e-3
    configuration.anchor = .logarithm
    configuration.validation = 0
    configuration.seed = 1
    let train = data.rows.indices.filter {
      // Of several targets, some figures are missing.
      name == "seernet-multi"
        ? !$0.isMultiple(of: 5) : data.targets[data.rows[$0].target].platform == "a"
    }
    let files = try [1, 2].map { workers in
      var trainer = try Trainer(configuration, data: data, train: train, workers: Workers(workers))
      while !trainer.isFinished { _ = try trainer.runEpoch { _ in } }
      let losses = trainer.history.map(\.loss)
      let (first, last) = (losses.first ?? 0, losses.last ?? 1)
      #expect(last < left * first, "\(losses)")
      return Checkpoint(
        predictor: trainer.selected,
        provenance: Provenance(
          split: "own", trainRows: 0, validationRows: 0, digest: "", families: [], epoch: 0,
          tool: ""), history: trainer.history
      ).file()
    }
    #expect(files[0] == files[1])
    let file = files[0]
    let read = try Checkpoint(file.bytes)
    #expect(read.file() == file)
  }
}
