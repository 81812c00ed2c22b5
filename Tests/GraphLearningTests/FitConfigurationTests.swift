import ByteReading
import DenseKernels
import GraphLearning
import SafetensorsFormat
import Testing

@Suite("Fit configuration")
struct FitConfigurationTests {
  @Test func `the preset is NNLQP's recipe`() throws {
    let preset = try #require(FitConfiguration(preset: "nnlqp"))
    #expect(preset == FitConfiguration())
    #expect(preset.hidden == 512 && preset.dropout == 0.05 && preset.batchSize == 16)
    #expect(preset.learningRate == 0.001 && preset.loss == .squaredRelative)
    #expect(preset.anchor == .milli && !preset.standardise && preset.schedule == .steps)
    #expect(FitConfiguration(preset: "oracle") == nil)
  }

  @Test func `falls to a tenth at each decay epoch`() {
    var configuration = FitConfiguration()
    configuration.decayEpochs = [3, 5]
    let rates = [1, 2, 3, 4, 5].map { configuration.rate(epoch: $0, step: 0, of: 1) }
    #expect(rates == [0.001, 0.001, 0.001 * 0.1, 0.001 * 0.1, 0.001 * 0.1 * 0.1])
  }

  @Test func `rises and then falls to nothing`() {
    var configuration = FitConfiguration()
    configuration.schedule = .linear
    let rates = (0...100).map { configuration.rate(epoch: 1, step: $0, of: 100) }
    #expect(rates[4] == 0.001)
    #expect(zip(rates[...4], rates[1...4]).allSatisfy(<))
    #expect(zip(rates[5...], rates[6...]).allSatisfy(>))
    #expect(rates[100] == 0)
  }

  @Test func `a run's data can be laid out for other programs`() throws {
    let data = SmallData.data()
    let trainer = try Trainer(
      SmallData.configuration, data: data, train: Split.own.apply(to: data).train,
      workers: Workers(1))
    let file = TrainingFile(trainer, data).bytes
    let header = try SafetensorsHeader(file.bytes)
    let rows = trainer.rows.train.count
    #expect(header.tensor("order")?.shape == [SmallData.configuration.epochs, rows])
    let order = try header.integers("order", in: file.bytes)
    #expect(Array(order[..<rows]).sorted() == Array(0..<rows))
    #expect(header.tensor("features")?.shape.last == 44)
    let nodes = try header.integers("node_offsets", in: file.bytes)
    #expect(nodes.count == data.networks.count + 1)
    #expect(
      try header.integers("neighbour_offsets", in: file.bytes).count == nodes[nodes.count - 1] + 1)
  }
}
