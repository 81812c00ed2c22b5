import ByteReading
import DenseKernels
import Foundation
import GraphLearning
import TestSupport
import Testing

@Suite("GENNAPE's system")
struct GENNAPESystemTests {
  /// Formulas of the paper, evaluated by numpy.
  struct Reference: Decodable {
    struct Clusters: Decodable {
      var points: [[Double]]
      var fuzziness: Double
      var first: [[Double]]
      var iterations: Int
      var centroids: [[Double]]
      var memberships: [[Double]]

      enum CodingKeys: String, CodingKey {
        case points = "X"
        case fuzziness = "m"
        case first = "U0"
        case iterations
        case centroids
        case memberships = "U"
      }
    }
    struct Contrast: Decodable {
      var z: [[Double]]
      var alpha: [[Double]]
      var tau: Float
      var loss: Float
    }
    var spectra: [String: [Double]]
    var distances: [String: Double]
    var clusters: Clusters
    var contrast: Contrast

    enum CodingKeys: String, CodingKey {
      case spectra = "norm_laplacian_smallest21"
      case distances = "spectral_distance"
      case clusters = "fcm"
      case contrast = "cl_loss"
    }
  }

  static let isThere = SharedData.path("data/gennape/paper_system_reference.json") != nil

  private func reference() throws -> Reference {
    try JSONDecoder().decode(
      Reference.self, from: SharedData.data("data/gennape/paper_system_reference.json"))
  }

  @Test(.enabled(if: isThere)) func `spectra and their distances are the reference's`() throws {
    let reference = try reference()
    var found: [String: [Double]] = [:]
    for (name, expected) in reference.spectra {
      let graph = try KGNNNetworkTests.graph(name)
      let values = try #require(SpectralLikeness.eigenvalues(21, of: graph, padding: .bound))
      found[name] = values
      #expect(values.count == 21)
      for (a, b) in zip(values, expected) { #expect(abs(a - b) < 1e-8, "\(name)") }
      for value in values.dropFirst(expected.count) { #expect(value == 2) }
    }
    for (pair, expected) in reference.distances {
      let names = pair.split(separator: "~").map(String.init)
      let distance = SpectralLikeness.distance(found[names[0]] ?? [], found[names[1]] ?? [])
      #expect(abs(distance - expected) < 1e-7, "\(pair)")
    }
  }

  @Test(.enabled(if: isThere)) func `clusters are the reference's`() throws {
    let golden = try reference().clusters
    let clusters = FuzzyMeans(
      of: golden.points, memberships: golden.first, fuzziness: golden.fuzziness)
    #expect(clusters.rounds == golden.iterations)
    for (found, expected) in zip(clusters.centroids, golden.centroids) {
      for (a, b) in zip(found, expected) { #expect(abs(a - b) < 1e-8) }
    }
    for (point, expected) in zip(golden.points, golden.memberships) {
      for (a, b) in zip(clusters.memberships(of: point), expected) { #expect(abs(a - b) < 1e-8) }
    }
  }

  @Test(.enabled(if: isThere)) func `the contrastive loss is the reference's`() throws {
    let golden = try reference().contrast
    let count = golden.z.count
    func matrix(_ rows: [[Double]]) -> Matrix {
      Matrix(
        rows: count, columns: rows[0].count, storage: rows.flatMap { $0.map { Float($0) } })
    }
    var tape = Tape(workers: Workers(1))
    let loss = tape.contrast(
      tape.constant(matrix(golden.z)), towards: matrix(golden.alpha), temperature: golden.tau)
    #expect(abs(tape.value(loss)[0, 0] * Float(count) - golden.loss) < 1e-4 * golden.loss)
  }

  @Test func `a centre belongs to itself, and likeness falls with distance`() {
    let clusters = FuzzyMeans(centroids: [[0, 0], [4, 0], [4, 0]], fuzziness: 2)
    #expect(clusters.memberships(of: [0, 0]) == [1, 0, 0])
    #expect(clusters.memberships(of: [4, 0]) == [0, 0.5, 0.5])
    let far = clusters.memberships(of: [1e100, 0])
    #expect(abs(far.reduce(0, +) - 1) < 1e-9)
    let shares = SpectralLikeness.attractions([[0], [0], [1], [2]], temperature: 0.5)
    #expect(shares[0, 0] == 0 && shares[0, 1] > shares[0, 2] && shares[0, 2] > shares[0, 3])
    #expect(abs((0..<4).reduce(0) { $0 + shares[3, $1] } - 1) < 1e-6)
  }

  // MARK: Training

  private var configuration: FitConfiguration {
    get throws {
      var configuration = try #require(FitConfiguration(preset: "gennape"))
      configuration.hidden = 20
      configuration.layers = 2
      configuration.contrast.pretraining = 3
      configuration.contrast.pretrainingBatch = 8
      configuration.contrast.clusters = 3
      configuration.contrast.projection = 4
      configuration.epochs = 12
      configuration.batchSize = 6
      configuration.learningRate = 3e-3
      configuration.anchor = .range
      configuration.validation = 0.2
      configuration.seed = 1
      return configuration
    }
  }

  private let provenance = Provenance(
    split: "own", trainRows: 0, validationRows: 0, digest: "", families: [], epoch: 0, tool: "")

  private func file(_ trainer: Trainer) -> [UInt8] {
    Checkpoint(predictor: trainer.selected, provenance: provenance, history: trainer.history).file()
  }

  /// A run that rests after so many epochs and goes on from its file.
  @Test(arguments: [1, 3, 5]) func `goes on as if it had never stopped`(rest: Int) throws {
    let data = SmallData.data(.gennapeFLOPs)
    let rows = data.rows.indices.filter { data.rows[$0].target == 0 }
    var configuration = try configuration
    configuration.contrast.weighting = .kendall
    var whole = try Trainer(configuration, data: data, train: rows, workers: Workers(1))
    while !whole.isFinished { _ = try whole.runEpoch { _ in } }
    #expect(whole.history.count == 15)
    var first = try Trainer(configuration, data: data, train: rows, workers: Workers(2))
    for _ in 0..<rest { _ = try first.runEpoch { _ in } }
    let state = first.state(provenance)
    var second = try Trainer(configuration, data: data, train: rows, workers: Workers(2))
    try second.restore(state.bytes, provenance)
    while !second.isFinished { _ = try second.runEpoch { _ in } }
    #expect(file(whole) == file(second))
  }

  @Test func `learns to tell graphs apart, then their order`() throws {
    let data = SmallData.data(.gennapeFLOPs)
    let rows = data.rows.indices.filter { data.rows[$0].target == 0 }
    var configuration = try configuration
    configuration.contrast.pretraining = 12
    configuration.epochs = 60
    configuration.learningRate = 0.01
    configuration.validation = 0
    var trainer = try Trainer(configuration, data: data, train: rows, workers: Workers(1))
    while !trainer.isFinished { _ = try trainer.runEpoch { _ in } }
    let losses = trainer.history.map(\.loss)
    #expect(losses[11] < losses[0], "\(losses)")
    #expect(losses[71] < 0.8 * losses[12], "\(losses)")
    let checkpoint = try Checkpoint(file(trainer).bytes)
    #expect(checkpoint.file() == file(trainer))
    var tape = Tape(workers: Workers(1))
    let networks = data.networks.map { ($0.encoded, $0.sums) }
    let figures = checkpoint.predictor.predict(networks, on: &tape).map { $0[0] }
    let metrics = Metrics(
      predictions: rows.map { figures[data.rows[$0].network] },
      truths: rows.map { data.rows[$0].value }, smallerIsBetter: true)
    #expect((metrics.spearman ?? 0) > 0.6, "\(metrics)")
    let alone = checkpoint.predictor.predict([networks[3]], on: &tape)[0][0]
    #expect(abs(alone - figures[3]) <= 1e-4 * abs(figures[3]))
  }

  @Test func `keeps the clusters of a checkpoint that it begins with`() throws {
    let data = SmallData.data(.gennapeFLOPs)
    let rows = data.rows.indices.filter { data.rows[$0].target == 0 }
    var configuration = try configuration
    var trainer = try Trainer(configuration, data: data, train: rows, workers: Workers(1))
    while !trainer.isFinished { _ = try trainer.runEpoch { _ in } }
    let basis = file(trainer)
    configuration.contrast.pretraining = 0
    configuration.contrast.members = [.clusteredTransformed, .transformed]
    configuration.epochs = 2
    var tuned = try Trainer(configuration, data: data, train: rows, workers: Workers(1))
    _ = try tuned.initialise(from: basis.bytes)
    while !tuned.isFinished { _ = try tuned.runEpoch { _ in } }
    func values(_ trainer: Trainer, _ name: String) -> [Float]? {
      trainer.selected.parameters.first { $0.name == name }.map { Array($0.value.elements) }
    }
    for name in [
      "clusters.centroids", "transform.statistics", "cl.encoder.gnn_layers.0.lin_l.weight",
    ] {
      #expect(values(tuned, name) != nil)
      #expect(values(tuned, name) == values(trainer, name), "\(name)")
    }
    let head = "members.cl-t.0.0.weight"
    #expect(values(tuned, head) != values(trainer, head))
  }

  @Test func `refuses what makes no system`() throws {
    for change: (inout FitConfiguration) -> Void in [
      { $0.contrast.members = [] }, { $0.contrast.members = [.kgnn, .kgnn] },
      { $0.contrast.fuzziness = 1 }, { $0.contrast.clusters = 0 },
    ] {
      var configuration = try #require(FitConfiguration(preset: "gennape"))
      change(&configuration)
      #expect(throws: (any Error).self) { try configuration.checked() }
    }
    var other = try #require(FitConfiguration(preset: "kgnn"))
    other.contrast.pretraining = 1
    #expect(throws: (any Error).self) { try other.checked() }
  }
}
