import ByteReading
import DenseKernels
import GraphLearning
import SafetensorsFormat
import TestSupport
import Testing

@Suite("Checkpoint")
struct CheckpointTests {
  let data = SmallData.data()

  private func checkpoint(_ configuration: FitConfiguration) throws -> Checkpoint {
    var trainer = try Trainer(
      configuration, data: data, train: Split.own.apply(to: data).train, workers: Workers(1))
    _ = try trainer.runEpoch { _ in }
    return Checkpoint(
      predictor: trainer.selected,
      provenance: Provenance(
        split: "own", trainRows: 1, validationRows: 2, digest: "d", families: ["odd"], epoch: 1,
        tool: "test"), history: trainer.history)
  }

  private var everything: FitConfiguration {
    var configuration = SmallData.configuration
    configuration.anchor = .ridge
    configuration.standardise = true
    configuration.widensStatics = true
    configuration.encoding = .nnlqpV0
    configuration.decayEpochs = [3, 5]
    return configuration
  }

  @Test func `reads what it wrote, and predicts the same`() throws {
    for configuration in [SmallData.configuration, everything] {
      let saved = try checkpoint(configuration)
      let file = saved.file()
      let read = try Checkpoint(file.bytes)
      #expect(read.file() == file)
      #expect(read.predictor.configuration == configuration)
      #expect(read.predictor.targets.map(\.platform) == ["a", "b"])
      #expect(read.predictor.scales == saved.predictor.scales)
      #expect(read.provenance == saved.provenance)
      var tape = Tape(workers: Workers(1))
      let networks = data.networks.map { ($0.encoded, $0.sums) }
      #expect(
        read.predictor.predict(networks, on: &tape) == saved.predictor.predict(networks, on: &tape))
    }
  }

  /// Changes to the metadata, and what is said.
  static let refused: [(key: String, value: String?, message: String)] = [
    ("format", nil, "no \"format\" in the metadata"),
    ("format", "other-1", "a checkpoint of format other-1; expected perfmill-predictor-1"),
    ("configuration", "{", "the metadata's \"configuration\""),
    ("configuration", #"{"hidden":70000}"#, "70000"),
    ("configuration", #"{"hidden":60000}"#, "has shape [16, 44]; expected [60000, 44]"),
    ("configuration", #"{"predictor":"gpt"}"#, "gpt"),
    ("configuration", #"{"wings":2}"#, "wings"),
    ("configuration", #"{"predictor":"kgnn","hidden":4}"#, "19 or more for kgnn"),
    ("configuration", #"{"predictor":"brp-nas"}"#, "brp-nas learns 1 at once"),
    ("targets", "[1]", "the metadata's \"targets\""),
    ("targets", "[{},{},{}]", "no tensor \"head_2.fc_1.weight\""),
    ("provenance", "[]", "the metadata's \"provenance\""),
  ]

  @Test(arguments: refused)
  func `refuses`(refused: (key: String, value: String?, message: String)) throws {
    let file = try checkpoint(SmallData.configuration).file()
    let header = try SafetensorsHeader(file.bytes)
    var writer = SafetensorsWriter()
    writer.metadata = header.metadata
    writer.metadata[refused.key] = refused.value
    for tensor in header.tensors {
      writer.add(
        tensor.name, shape: tensor.shape, floats: try header.floats(tensor.name, in: file.bytes))
    }
    let damaged = writer.file()
    let error = #expect(throws: TrainingError.self) { try Checkpoint(damaged.bytes) }
    #expect(error?.description.contains(refused.message) == true, "\(error?.description ?? "")")
  }

  @Test func `survives noise`() throws {
    var small = everything
    small.hidden = 2
    let file = try checkpoint(small).file()
    let header = Int(file[0]) + Int(file[1]) << 8
    var random = SplitMix64(seed: 5)
    for _ in 0..<300 {
      var noisy = file
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        noisy[Int.random(in: 0..<header + 8, using: &random)] = UInt8.random(
          in: 0...255, using: &random)
      }
      _ = try? Checkpoint(noisy.bytes)
    }
  }
}
