internal import DenseKernels

/// How the learning rate changes over a run.
package enum Schedule: String, Sendable, CaseIterable {
  /// A tenth from each of `decayEpochs` on.
  case steps
  /// Up over the first twentieth of the steps, then straight down to 0.
  case linear
  /// Half a wave of a cosine over the epochs, from the first rate to 0 (Loshchilov and Hutter, 2017).
  case cosine
  /// Falls whenever what is watched has not improved for some epochs.
  case plateau
}

/// When and how a rate falls on a plateau, as PyTorch's `ReduceLROnPlateau` does it.
package struct Plateau: Sendable, Equatable {
  /// What the rate is multiplied by.
  package var factor: Float = 0.5
  /// The epochs without an improvement that are let pass.
  package var patience = 10
  /// By what share the figure must fall to count as an improvement.
  package var threshold = 1e-4
  /// The rate does not fall below it.
  package var floor: Float = 0

  /// The rate after epochs with these figures.
  func rate(_ first: Float, after figures: some Sequence<Double>) -> Float {
    var (rate, best, bad) = (first, Double.infinity, 0)
    for figure in figures {
      if figure < best * (1 - threshold) {
        best = figure
        bad = 0
      } else {
        bad += 1
      }
      if bad > patience {
        rate = max(rate * factor, floor)
        bad = 0
      }
    }
    return rate
  }
}

extension FitConfiguration {
  /// The learning rate of a step.
  ///
  /// - Parameters:
  ///   - epoch: The epoch, from 1.
  ///   - step: The step of the whole run, from 0.
  ///   - total: The steps of the whole run.
  ///   - history: The epochs before.
  /// - Returns: The rate.
  package func rate(
    epoch: Int, step: Int, of total: Int, after history: [EpochReport] = []
  ) -> Float {
    let rate: Float
    switch schedule {
    case .steps:
      rate = decayEpochs.reduce(learningRate) { rate, decay in
        decay <= epoch ? rate * 0.1 : rate
      }
    case .linear:
      let rise = max(1, total / 20)
      if step < rise { return learningRate * Float(step + 1) / Float(rise) }
      return learningRate * Float(total - step) / Float(max(1, total - rise))
    case .cosine:
      let share = Double(epoch - 1) / Double(max(1, epochs))
      rate = learningRate * Float((1 + cosine(ofHalfTurns: share)) / 2)
    case .plateau:
      rate = plateau.rate(
        learningRate, after: history.filter { $0.epoch >= firstWatched }.map { watched($0) })
    }
    return step < warmUp ? rate * Float(step + 1) / Float(warmUp) : rate
  }

  /// The first epoch whose figure counts.
  var firstWatched: Int { max(watchFrom, contrast.pretraining + 1) }

  /// What is watched of an epoch: what the best state, a plateau and the end are chosen by.
  func watched(_ report: EpochReport) -> Double {
    (watch == .loss ? report.validationLoss : report.validation) ?? report.loss
  }

  /// Whether a run with this history has stopped improving: `patience` epochs without a smaller
  /// figure than before.
  func hasStalled(_ history: [EpochReport]) -> Bool {
    guard patience > 0 else { return false }
    var (best, bad) = (Double.infinity, 0)
    for report in history where report.epoch >= firstWatched {
      bad = watched(report) < best ? 0 : bad + 1
      best = min(best, watched(report))
    }
    return bad >= patience
  }
}
