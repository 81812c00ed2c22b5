package import DenseKernels

/// Trains a predictor epoch by epoch. All chance follows from the seed, the epoch and the step, so that
/// a run that goes on from a saved state ends as if it had never stopped.
package struct Trainer {
  /// The predictor as it is now.
  package internal(set) var predictor: TrainedPredictor
  /// The optimiser.
  package internal(set) var adam: Adam
  /// The epochs done, and what each came to.
  package internal(set) var history: [EpochReport] = []
  /// The parameters with the least validation error so far.
  package internal(set) var best: [Parameter]?
  /// The rows learned from, and those that choose the best state.
  package let rows: (train: [Int], validation: [Int])

  let data: TrainingData
  var tape: Tape
  private let inputs: [EncodedGraph]

  /// Prepares a run.
  ///
  /// - Parameters:
  ///   - configuration: What to train and how.
  ///   - data: Networks and figures.
  ///   - train: The rows that may be learned from; the validation rows are taken out of them.
  ///   - metric: What is learned, such as `latency`.
  ///   - workers: The threads.
  /// - Throws: If there is nothing to learn from.
  package init(
    _ configuration: FitConfiguration, data: TrainingData, train: [Int], metric: String,
    workers: Workers
  ) throws(TrainingError) {
    self.data = data
    rows = Split.validation(
      of: train, in: data, fraction: configuration.validation, seed: configuration.seed)
    guard let first = rows.train.first else {
      throw TrainingError("there are no figures to learn from")
    }
    let unit = data.rows[first].unit
    guard train.allSatisfy({ data.rows[$0].unit == unit }) else {
      throw TrainingError("the figures have different units; expected \(unit) alone")
    }
    let used = Set(rows.train.map { data.rows[$0].network }).sorted()
    let scaling =
      configuration.standardise
      ? FeatureScaling(of: used.map { data.networks[$0].encoded }) : nil
    let platforms = Set(train.map { data.platforms[data.rows[$0].platform] }).sorted()
    let ridge =
      configuration.anchor == .ridge
      ? FittedBaseline(.ridge, to: rows.train, of: data, platforms: platforms) : nil
    predictor = TrainedPredictor(
      configuration, platforms: platforms, metric: metric, unit: unit, scaling: scaling,
      ridge: ridge)
    predictor.initialise()
    inputs = data.networks.map { [predictor] in predictor.input($0.encoded) }
    adam = Adam(for: predictor.parameters, weightDecay: configuration.weightDecay)
    tape = Tape(workers: workers)
  }

  /// Whether all epochs are done.
  package var isFinished: Bool { history.count >= predictor.configuration.epochs }

  /// The rows of an epoch, counted from 1, in the order in which it learns from them.
  package func order(ofEpoch epoch: Int) -> [Int] {
    var random = RandomSource(predictor.configuration.seed, 0x6F72_6465, UInt64(epoch))
    return random.permutation(of: rows.train.count).map { rows.train[$0] }
  }

  /// Learns from every row once.
  ///
  /// - Parameter progress: Told after each step how many rows of the epoch are done.
  /// - Returns: What it came to.
  /// - Throws: If the loss is no longer a number.
  package mutating func runEpoch(
    progress: (Int) -> Void
  ) throws(TrainingError) -> EpochReport {
    let epoch = history.count + 1
    let order = order(ofEpoch: epoch)
    let flops = tape.productFlops
    var sum = 0.0
    var done = 0
    while done < order.count {
      let batch = order[done..<min(done + predictor.configuration.batchSize, order.count)]
      sum += Double(step(batch, epoch: epoch)) * Double(batch.count)
      guard sum.isFinite else {
        throw TrainingError("the loss is no longer a number in epoch \(epoch); try a lower rate")
      }
      done += batch.count
      progress(done)
    }
    let products = tape.productFlops - flops
    let validation = validationError()
    let isBest = validation.map { $0 < bestError } ?? true
    let report = EpochReport(
      epoch: epoch, loss: sum / Double(order.count), validation: validation, isBest: isBest,
      graphs: order.count, productFlops: products)
    history.append(report)
    if isBest { best = predictor.parameters }
    return report
  }

  /// The predictor that the configuration selects.
  package var selected: TrainedPredictor {
    var selected = predictor
    if predictor.configuration.selection == .best, let best { selected.parameters = best }
    return selected
  }

  /// The epoch whose state that is; 0 for one that has learned nothing.
  package var selectedEpoch: Int {
    predictor.configuration.selection == .best
      ? history.last(where: \.isBest)?.epoch ?? 0 : history.count
  }

  /// The head that predicts a row's figure.
  func head(ofRow row: Int) -> Int {
    predictor.platformNumber(data.platforms[data.rows[row].platform])
  }

  /// What the loss compares a row's output with: its figure over the anchor.
  func target(ofRow row: Int) -> Float {
    let sums = data.networks[data.rows[row].network].sums
    return Float(data.rows[row].value / predictor.anchor(sums, platform: head(ofRow: row)))
  }

  // MARK: Parts

  private var bestError: Double {
    history.last(where: \.isBest)?.validation ?? .infinity
  }

  /// One step of the optimiser; the result is the loss before it.
  private mutating func step(_ batch: ArraySlice<Int>, epoch: Int) -> Float {
    let configuration = predictor.configuration
    let heads = batch.map { head(ofRow: $0) }
    let truth = batch.map { target(ofRow: $0) }
    let graphs = GraphBatch(batch.map { inputs[data.rows[$0].network] })
    var dropout: DropoutSource? =
      configuration.dropout > 0
      ? DropoutSource(
        rate: configuration.dropout, seed: configuration.seed, step: adam.stepCount) : nil
    let variables = predictor.parameters.map { tape.parameter($0.value) }
    let predictions = predictor.network.predict(
      graphs, heads: heads, parameters: variables, on: &tape, dropout: &dropout)
    let loss = tape.loss(configuration.loss, of: predictions, truth: truth)
    let value = tape.value(loss)[0, 0]
    tape.differentiate(loss)
    let gradients = variables.map { tape.takeGradient($0) }
    // The tape lets go of the parameters first, so that the optimiser changes them in place.
    tape.reset()
    let steps = (self.rows.train.count + configuration.batchSize - 1) / configuration.batchSize
    let rate = configuration.rate(
      epoch: epoch, step: adam.stepCount, of: steps * configuration.epochs)
    adam.step(
      &predictor.parameters, along: gradients, learningRate: rate, on: tape.workers)
    for case .some(let gradient) in gradients { tape.recycle(gradient) }
    return value
  }

  private mutating func validationError() -> Double? {
    let networks = Set(rows.validation.map { data.rows[$0].network }).sorted()
    guard !networks.isEmpty else { return nil }
    let positions = Dictionary(uniqueKeysWithValues: zip(networks, networks.indices))
    let outputs = predictor.predictRaw(networks.map { inputs[$0] }, on: &tape)
    var sums = Array(repeating: (error: 0.0, count: 0.0), count: predictor.platforms.count)
    for row in rows.validation {
      let (head, target) = (head(ofRow: row), target(ofRow: row))
      let output = outputs[positions[data.rows[row].network] ?? 0][head]
      sums[head].error += Double(abs(output - target) / target)
      sums[head].count += 1
    }
    let errors = sums.filter { $0.count > 0 }.map { $0.error / $0.count }
    return errors.reduce(0, +) / Double(errors.count)
  }
}
