internal import DenseKernels
internal import Statistics

/// GENNAPE's stages: an encoder learns without figures, clusters are fitted to what it says, and
/// members learn figures.
extension Trainer {
  /// The networks learned from, without figures: each once.
  private var contrasted: [Int] { Set(samples.map(\.network)).sorted() }

  /// One epoch of contrastive learning. Two views of each network, told apart by what is dropped, are
  /// drawn to each other and to networks of a like spectrum.
  mutating func runContrast(
    _ network: GENNAPENetwork, epoch: Int, _ progress: (Int) -> Void
  ) throws(TrainingError) -> EpochReport {
    let configuration = predictor.configuration
    resting = frozen.union(Set(predictor.parameters.indices).subtracting(network.encoding))
    let networks = contrasted
    let spectra = try spectra(of: networks)
    var random = RandomSource(configuration.seed, 0x636F_6E74, UInt64(epoch))
    let order = random.permutation(of: networks.count)
    let flops = tape.productFlops
    var (sum, done) = (0.0, 0)
    while done < order.count {
      let batch = order[done..<min(done + configuration.contrast.pretrainingBatch, order.count)]
      let views = (batch + batch).map { networks[$0] }
      let variables = variables()
      var dropout = dropoutSource
      let rows = network.projections(
        of: GraphBatch(views.map { inputs[$0] }), variables, on: &tape, dropout: &dropout)
      let attractions = SpectralLikeness.attractions(
        views.map { spectra[$0] ?? [] },
        temperature: Double(configuration.contrast.spectralTemperature))
      let loss = tape.contrast(
        rows, towards: attractions, temperature: configuration.contrast.temperature)
      let value = try descend([loss], variables, [], epoch: epoch)
      sum += Double(value) * Double(batch.count)
      done += batch.count
      progress(done)
    }
    let report = EpochReport(
      epoch: epoch, loss: sum / Double(max(1, order.count)), validation: nil, isBest: true,
      graphs: order.count, productFlops: tape.productFlops - flops)
    history.append(report)
    best = predictor.parameters
    return report
  }

  /// The eigenvalues of networks; those of the same connections have the same.
  private mutating func spectra(of networks: [Int]) throws(TrainingError) -> [Int: [Double]] {
    if !spectra.isEmpty { return spectra }
    let settings = predictor.configuration.contrast
    var known: [[Int32]: [Double]] = [:]
    for network in networks {
      let graph = inputs[network]
      let connections = graph.neighbourOffsets + graph.neighbours
      if known[connections] == nil {
        known[connections] = SpectralLikeness.eigenvalues(
          settings.eigenvalues, of: graph, padding: settings.padding)
      }
      guard let spectrum = known[connections] else {
        throw TrainingError(
          "graph \(data.networks[network].id) has \(graph.nodeCount) nodes; the spectrum is taken of "
            + "\(GraphLaplacian.mostNodes) at most")
      }
      spectra[network] = spectrum
    }
    return spectra
  }

  /// Prepares the epochs with figures: clusters and the scale of figures before the first of them, and
  /// what an encoder that rests says.
  mutating func beginFigures(
    _ network: GENNAPENetwork, epoch: Int
  ) throws(TrainingError) {
    let settings = predictor.configuration.contrast
    resting = frozen
    if !settings.tunesEncoder { resting.formUnion(network.encoding) }
    let isFirst = epoch == settings.pretraining + 1
    guard isFirst || (embeddings.isEmpty && !settings.tunesEncoder) else { return }
    let said = embeddings(of: network, Array(inputs.indices))
    embeddings = settings.tunesEncoder ? [] : said
    guard isFirst else { return }
    optimiser = Optimiser(
      predictor.configuration.optimiser, for: predictor.parameters,
      weightDecay: predictor.configuration.weightDecay)
    let isNew = settings.pretraining > 0
    if isNew || !takenOver.contains(GENNAPENetwork.fitted.centroids) {
      var random = RandomSource(predictor.configuration.seed, 0x636C_7573)
      let clusters = FuzzyMeans(
        of: contrasted.map { said[$0].map { Double($0) } }, count: settings.clusters,
        fuzziness: settings.fuzziness, by: &random)
      predictor.parameters[network.places.centroids].value.storage =
        clusters.centroids.flatMap { $0.map { Float($0) } }
    }
    if isNew || !takenOver.contains(GENNAPENetwork.fitted.transform) {
      let quotients = samples.map { sample in
        Double(sample.entries[0].output / size(of: sample.network))
      }
      set(network.places.transform, to: quotients)
    }
    set(network.places.figures, to: samples.map { Double($0.entries[0].output) })
  }

  /// Keeps mean and deviation of values as a parameter.
  private mutating func set(_ parameter: Int, to values: [Double]) {
    let (mean, deviation) = Self.statistics(values)
    predictor.parameters[parameter].value.storage = [Float(mean), Float(deviation)]
  }

  /// Brings what members say to one scale, and weighs them.
  mutating func settle(_ network: GENNAPENetwork) {
    let place = network.places.scores
    let networks = samples.map(\.network)
    let scores = predictor.run(networks.map { inputs[$0] }, on: &tape) { batch, variables, tape in
      network.scores(of: batch, variables, on: &tape)
    }
    let truths = samples.map { Double($0.entries[0].output) }
    let columns = network.members.indices.map { member in scores.map { Double($0[member]) } }
    let all = columns.map { Self.statistics($0, ofConstant: 0) }
    var weights = columns.map { _ in 1.0 }
    if predictor.configuration.contrast.weighting == .kendall {
      weights = columns.map {
        Logarithm.exponential(RankCorrelation.kendall($0, truths) ?? 0)
      }
    }
    let sum = weights.reduce(0, +)
    predictor.parameters[place].value.storage =
      all.map { Float($0.mean) } + all.map { Float($0.deviation) } + weights.map { Float($0 / sum) }
  }

  /// What a resting encoder has said of networks, as rows; `nil` where it learns, too.
  mutating func rows(of networks: [Int]) -> Variable? {
    guard let width = embeddings.first?.count else { return nil }
    return tape.constant(
      Matrix(rows: networks.count, columns: width, storage: networks.flatMap { embeddings[$0] }))
  }

  private mutating func embeddings(
    of network: GENNAPENetwork, _ networks: [Int]
  ) -> [[Float]] {
    predictor.run(networks.map { inputs[$0] }, on: &tape) { batch, variables, tape in
      var dropout: DropoutSource?
      return network.embeddings(of: batch, variables, on: &tape, dropout: &dropout)
    }
  }

  private func size(of network: Int) -> Float {
    GENNAPENetwork.size(gigaflops: inputs[network].statics.first ?? 0)
  }

  /// The mean and the deviation over all values; where they are all the same, what is given.
  private static func statistics(
    _ values: [Double], ofConstant least: Double = 1
  ) -> (mean: Double, deviation: Double) {
    let count = Double(max(1, values.count))
    let mean = values.reduce(0, +) / count
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    return (mean, variance > 1e-16 ? variance.squareRoot() : least)
  }
}
