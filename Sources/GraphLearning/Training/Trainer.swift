package import DenseKernels

/// Trains a predictor epoch by epoch. All chance follows from the seed, the epoch and the step, so that
/// a run that goes on from a saved state ends as if it had never stopped.
package struct Trainer {
  /// The predictor as it is now.
  package internal(set) var predictor: TrainedPredictor
  /// The optimiser.
  package internal(set) var optimiser: Optimiser
  /// The epochs done, and what each came to.
  package internal(set) var history: [EpochReport] = []
  /// The parameters with the least of what is watched so far.
  package internal(set) var best: [Parameter]?
  /// The rows learned from, and those that choose the best state.
  package let rows: (train: [Int], validation: [Int])
  /// The positions of the parameters that stay as they are.
  package internal(set) var frozen: Set<Int> = []
  /// Those and the ones that rest in the stage that a run is in.
  var resting: Set<Int> = []
  /// The names of the parameters that another checkpoint has given.
  var takenOver: Set<String> = []
  /// What an encoder that rests says of each network of the data.
  var embeddings: [[Float]] = []
  /// The smallest eigenvalues of each network that is contrasted.
  var spectra: [Int: [Double]] = [:]

  let data: TrainingData
  let inputs: [EncodedGraph]
  /// What the nodes of each network hear, where that is compared.
  let fields: NumberedFields?
  let samples: [Sample]
  let validationSamples: [Sample]
  var tape: Tape

  /// Prepares a run.
  ///
  /// - Parameters:
  ///   - configuration: What to train and how.
  ///   - data: Networks and figures.
  ///   - train: The rows that may be learned from; the validation rows are taken out of them.
  ///   - workers: The threads.
  ///   - basis: A checkpoint whose parameters it will begin with: features are scaled as there.
  /// - Throws: If there is nothing to learn from, or too much at once.
  package init(
    _ configuration: FitConfiguration, data: TrainingData, train: [Int], workers: Workers,
    basis: Checkpoint? = nil
  ) throws(TrainingError) {
    self.data = data
    let rows = configuration.divide(train, of: data)
    self.rows = rows
    guard !rows.train.isEmpty else { throw TrainingError("there are no figures to learn from") }
    let used = Set(rows.train.map { data.rows[$0].network }).sorted()
    let scaling =
      configuration.standardise
      ? basis?.scaling(for: configuration.encoding)
        ?? FeatureScaling(of: used.map { data.networks[$0].encoded }, for: configuration.encoding)
      : nil
    let targets = Set((rows.train + rows.validation).map { data.targets[data.rows[$0].target] })
      .sorted()
    let ridge =
      configuration.anchor == .ridge
      ? LinearBaseline(.ridge, to: rows.train, of: data, targets: targets) : nil
    let scales = targets.map { target in
      let figures = rows.train.lazy.map { data.rows[$0] }
        .filter { data.targets[$0.target] == target }.map(\.value)
      return TargetScale(configuration.anchor, of: Array(figures), unit: target.unit)
    }
    predictor = try TrainedPredictor(
      configuration, targets: targets, scales: scales, scaling: scaling, ridge: ridge)
    predictor.initialise()
    inputs = data.networks.map { [predictor] in predictor.input($0.encoded) }
    fields =
      configuration.sharesNodes ? NumberedFields(of: inputs, for: predictor.network) : nil
    samples = Sample.list(rows.train, of: data, for: predictor)
    validationSamples = Sample.list(rows.validation, of: data, for: predictor)
    optimiser = Optimiser(
      configuration.optimiser, for: predictor.parameters, weightDecay: configuration.weightDecay)
    frozen = predictor.network.parameters.kept
    tape = Tape(workers: workers)
  }

  /// Whether all epochs are done, or no more of them would help.
  package var isFinished: Bool {
    history.count >= predictor.configuration.allEpochs
      || predictor.configuration.hasStalled(history)
  }

  /// What an epoch goes through: samples, or pairs of them.
  package var itemsPerEpoch: Int {
    isComparing ? samples.count * (samples.count - 1) : samples.count
  }

  var isComparing: Bool {
    predictor.configuration.comparison != .none && predictor.network is any ComparingNetwork
  }

  /// The rows of an epoch, counted from 1, in the order in which it learns from them.
  package func order(ofEpoch epoch: Int) -> [Int] {
    itemOrder(ofEpoch: epoch, count: samples.count).flatMap { samples[$0].entries.map(\.row) }
  }

  private func itemOrder(ofEpoch epoch: Int, count: Int) -> [Int] {
    var random = RandomSource(predictor.configuration.seed, 0x6F72_6465, UInt64(epoch))
    if predictor.configuration.balance == .families, !isComparing {
      return balancedOrder(by: &random)
    }
    return random.permutation(of: count)
  }

  /// As many samples as there are, of each family in turn: one with few comes up again, one with
  /// many not whole.
  private func balancedOrder(by random: inout RandomSource) -> [Int] {
    let families = Dictionary(grouping: samples.indices) {
      data.rows[samples[$0].entries[0].row].family
    }
    let members = families.keys.sorted().compactMap { families[$0] }
    var waiting = members.map { _ in [Int]() }
    let drawn = samples.indices.map { index in
      let family = index % members.count
      if waiting[family].isEmpty {
        waiting[family] = random.permutation(of: members[family].count).map { members[family][$0] }
      }
      return waiting[family].removeLast()
    }
    return random.permutation(of: drawn.count).map { drawn[$0] }
  }

  /// Learns from every sample, or pair of samples, once.
  ///
  /// - Parameter progress: Told after each step how many of them are done.
  /// - Returns: What it came to.
  /// - Throws: If the loss is no longer a number.
  package mutating func runEpoch(
    progress: (Int) -> Void
  ) throws(TrainingError) -> EpochReport {
    let epoch = history.count + 1
    if let network = predictor.network as? GENNAPENetwork {
      if epoch <= predictor.configuration.contrast.pretraining {
        return try runContrast(network, epoch: epoch, progress)
      }
      try beginFigures(network, epoch: epoch)
    } else {
      resting = frozen
    }
    let order = itemOrder(ofEpoch: epoch, count: itemsPerEpoch)
    let flops = tape.productFlops
    var sum = 0.0
    var done = 0
    while done < order.count {
      let batch = order[done..<min(done + predictor.configuration.batchSize, order.count)]
      let loss = try step(batch, epoch: epoch)
      sum += Double(loss) * Double(batch.count)
      done += batch.count
      progress(done)
    }
    if let parameter = predictor.firstBrokenParameter {
      throw TrainingError(
        "\(parameter) is no longer a number at the end of epoch \(epoch); try a lower rate")
    }
    if let network = predictor.network as? GENNAPENetwork { settle(network) }
    let products = tape.productFlops - flops
    var report = EpochReport(
      epoch: epoch, loss: sum / Double(max(1, order.count)), validation: nil, isBest: true,
      graphs: order.count, productFlops: products)
    validate(&report)
    if !validationSamples.isEmpty {
      report.isBest = predictor.configuration.watched(report) < leastWatched
    }
    history.append(report)
    if report.isBest { best = predictor.parameters }
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

  private var leastWatched: Double {
    history.last { $0.isBest && $0.epoch > predictor.configuration.contrast.pretraining }
      .map { predictor.configuration.watched($0) } ?? .infinity
  }
}
