internal import DenseKernels

extension Trainer {
  /// One step of the optimiser; the result is the loss before it.
  mutating func step(
    _ batch: ArraySlice<Int>, epoch: Int
  ) throws(TrainingError) -> Float {
    let configuration = predictor.configuration
    let clipping = GradientClipping(configuration: configuration)
    // Lengths and projections need every element of a gradient.
    tape.keepsProducts = !clipping.isNeeded && !configuration.projectsGradients
    let variables = variables()
    let losses =
      isComparing ? compare(batch, variables) : learn(batch.map { samples[$0] }, variables)
    return try descend(losses, variables, batch, epoch: epoch)
  }

  /// Moves along the gradients of losses; the result is their mean before.
  mutating func descend(
    _ losses: [Variable], _ variables: [Variable], _ batch: ArraySlice<Int>, epoch: Int
  ) throws(TrainingError) -> Float {
    let configuration = predictor.configuration
    let clipping = GradientClipping(configuration: configuration)
    let value = losses.reduce(0) { $0 + tape.value($1)[0, 0] } / Float(losses.count)
    guard value.isFinite else {
      throw diverged(batch, epoch: epoch)
    }
    let gradients = gradients(of: losses, variables, clipping)
    let notes = tape.takeNotes()
    tape.isTraining = false
    // The tape lets go of the parameters first, so that the optimiser changes them in place.
    tape.reset()
    for (index, variable) in variables.enumerated() {
      for note in notes where note.variable == variable {
        predictor.parameters[index].value = note.value
      }
    }
    let steps = (itemsPerEpoch + configuration.batchSize - 1) / configuration.batchSize
    let rate = configuration.rate(
      epoch: epoch - configuration.contrast.pretraining, step: optimiser.stepCount,
      of: steps * configuration.epochs, after: history)
    optimiser.step(
      &predictor.parameters, along: gradients, learningRate: rate, frozen: resting,
      on: tape.workers)
    for case .some(let gradient) in gradients { tape.recycle(gradient) }
    return value
  }

  /// The parameters on the tape, which trains from here on until it moves along their gradients.
  mutating func variables() -> [Variable] {
    tape.isTraining = true
    return predictor.parameters.enumerated().map { index, parameter in
      resting.contains(index) ? tape.constant(parameter.value) : tape.parameter(parameter.value)
    }
  }

  /// Networks of the data as one batch.
  private func graphs(_ networks: [Int]) -> GraphBatch {
    let graphs = networks.map { inputs[$0] }
    guard let fields else { return GraphBatch(graphs) }
    return GraphBatch(graphs, sharing: fields, at: networks)
  }

  /// The losses of samples: one, or with projected gradients one for each head.
  private mutating func learn(_ batch: [Sample], _ variables: [Variable]) -> [Variable] {
    let configuration = predictor.configuration
    let graphs = graphs(batch.map(\.network))
    var dropout = dropoutSource
    let entries = batch.enumerated().flatMap { index, sample in
      sample.entries.map { (row: index, entry: $0) }
    }
    if let network = predictor.network as? GENNAPENetwork {
      let rows = rows(of: batch.map(\.network))
      return [
        network.loss(
          of: graphs, truths: batch.map { $0.entries[0].output }, rows: rows, configuration.loss,
          variables, on: &tape, dropout: &dropout)
      ]
    }
    if configuration.grouping == .rows {
      let predictions = predictor.network.outputs(
        of: graphs, at: entries.map(\.entry.head), variables, on: &tape, dropout: &dropout)
      return [
        tape.loss(
          configuration.loss, of: predictions, truth: entries.map(\.entry.output),
          groups: entries.map(\.entry.head))
      ]
    }
    let outputs = predictor.network.outputs(
      of: graphs, variables, on: &tape, dropout: &dropout)
    let heads = Set(entries.map(\.entry.head)).sorted()
    return (configuration.projectsGradients ? heads.map { [$0] } : [heads]).map { heads in
      let own = entries.filter { heads.contains($0.entry.head) }
      let predictions = tape.gatherElements(
        outputs, own.map { (row: $0.row, column: $0.entry.head) })
      return tape.loss(
        configuration.loss, of: predictions, truth: own.map(\.entry.output),
        groups: own.map(\.entry.head))
    }
  }

  /// The loss of pairs of samples: number n stands for sample n div (count − 1) with another one.
  private mutating func compare(_ batch: ArraySlice<Int>, _ variables: [Variable]) -> [Variable] {
    guard let network = predictor.network as? any ComparingNetwork else { return [] }
    let pairs = batch.map { number in
      let (first, rest) = number.quotientAndRemainder(dividingBy: samples.count - 1)
      return (first: first, second: rest >= first ? rest + 1 : rest)
    }
    let used = Set(pairs.flatMap { [$0.first, $0.second] }).sorted()
    let places = Dictionary(uniqueKeysWithValues: zip(used, used.indices))
    var dropout = dropoutSource
    let embeddings = network.embeddings(
      of: graphs(used.map { samples[$0].network }), variables, on: &tape,
      dropout: &dropout)
    let logarithms = network.comparisons(
      of: embeddings,
      pairs.map { (first: places[$0.first] ?? 0, second: places[$0.second] ?? 0) }, variables,
      on: &tape)
    let truth = pairs.map {
      predictor.configuration.comparison.target(
        samples[$0.first].entries[0].output, samples[$0.second].entries[0].output)
    }
    return [tape.crossEntropy(of: logarithms, truth: truth)]
  }

  /// The gradients of the losses, merged where there are several, and clipped.
  private mutating func gradients(
    of losses: [Variable], _ variables: [Variable], _ clipping: GradientClipping
  ) -> [Gradient?] {
    if losses.count == 1, !clipping.isNeeded {
      tape.differentiate(losses[0])
      return variables.map { tape.takeAnyGradient($0) }
    }
    let tasks = losses.map { loss in
      tape.differentiate(loss)
      return variables.map { tape.takeGradient($0) }
    }
    var gradients = tasks.count == 1 ? tasks[0] : merged(tasks)
    clipping.apply(to: &gradients, on: tape.workers)
    return gradients.map { $0.map { .dense($0) } }
  }

  /// The gradients of several tasks as one each.
  private mutating func merged(_ tasks: [[Matrix?]]) -> [Matrix?] {
    var random = RandomSource(
      predictor.configuration.seed, 0x7461_736B, UInt64(optimiser.stepCount))
    let order = random.permutation(of: tasks.count)
    let merged = GradientSurgery(tasks).merged(visiting: order, on: tape.workers)
    for task in tasks { for case .some(let gradient) in task { tape.recycle(gradient) } }
    return merged
  }

  var dropoutSource: DropoutSource? {
    let configuration = predictor.configuration
    guard configuration.dropout > 0 else { return nil }
    return DropoutSource(
      rate: configuration.dropout, seed: configuration.seed, step: optimiser.stepCount)
  }

  /// Says where a run diverged: the epoch, the step, and a graph whose output is no number.
  mutating func diverged(_ batch: ArraySlice<Int>, epoch: Int) -> TrainingError {
    tape.reset()
    tape.isTraining = false
    let position = batch.startIndex / predictor.configuration.batchSize + 1
    let place = "the loss is no longer a number in epoch \(epoch), step \(position) of the epoch"
    if let parameter = predictor.firstBrokenParameter {
      return TrainingError(
        place + ": the step before left \(parameter) without numbers; try a lower rate")
    }
    let networks = (isComparing ? [] : batch.map { samples[$0].network })
    let outputs = predictor.predictRaw(
      networks.map { PreparedGraph(inputs[$0], for: predictor.network) }, on: &tape)
    let culprit = zip(networks, outputs).first { !$0.1.allSatisfy(\.isFinite) }
    let network = (culprit?.0 ?? networks.first).map { data.networks[$0].id }
    return TrainingError(
      place + (network.map { ", graph \($0)" } ?? "") + "; try a lower rate")
  }
}
