import GraphLearning
import RecordStreams

/// How long epochs take, and what is said about each.
struct EpochClock {
  private let clock = ContinuousClock()
  private let epochs: Int
  private let itemsPerEpoch: Int
  private let firstEpoch: Int
  private var began: ContinuousClock.Instant
  private var total = 0.0
  private var seconds = 0.0
  private var last: EpochReport?

  /// A clock for the epochs that a run has before it.
  init(_ trainer: Trainer) {
    epochs = trainer.predictor.configuration.allEpochs
    itemsPerEpoch = trainer.itemsPerEpoch
    firstEpoch = trainer.history.count
    began = clock.now
  }

  /// The graphs or pairs of the epochs that have ended.
  var items: Int { ((last?.epoch ?? firstEpoch) - firstEpoch) * itemsPerEpoch }

  /// The part of the run that is done.
  func share(_ done: Int) -> Double {
    Double(items + done) / Double(max(1, (epochs - firstEpoch) * itemsPerEpoch))
  }

  mutating func begin() {
    began = clock.now
  }

  mutating func end(_ report: EpochReport) {
    seconds = max((clock.now - began) / .seconds(1), 1e-9)
    total += seconds
    last = report
  }

  /// `epoch 3/50: loss 0.0123, validation MAPE 8.12 % (best), 812 graphs/s, 140 GFLOP/s, 34 s left`.
  var line: String {
    guard let last else { return "" }
    var parts = ["loss \(Self.short(last.loss))"]
    if let validation = last.validation {
      let percent = (validation * 1e4).rounded() / 100
      parts.append("validation MAPE \(percent) %")
    } else if let loss = last.validationLoss {
      parts.append("validation loss \(Self.short(loss))")
    }
    if last.isBest, last.validationLoss != nil { parts[parts.count - 1] += " (best)" }
    parts.append("\(Int(Double(last.graphs) / seconds)) graphs/s")
    parts.append("\(Int(Double(last.productFlops) / seconds / 1e9)) GFLOP/s")
    let left = total / Double(last.epoch - firstEpoch) * Double(epochs - last.epoch)
    if last.epoch < epochs { parts.append("\(Int(left.rounded(.up))) s left") }
    return "epoch \(last.epoch)/\(epochs): " + parts.joined(separator: ", ")
  }

  /// The same as a line of JSON.
  var json: [UInt8] {
    var writer = JSONWriter()
    last?.write(to: &writer, seconds: seconds)
    writer.endLine()
    return writer.take()
  }

  /// Four digits.
  private static func short(_ value: Double) -> String {
    guard value.isFinite, value > 0 else { return "\(value)" }
    var scale = 1.0
    while value * scale < 1000 { scale *= 10 }
    return "\((value * scale).rounded() / scale)"
  }
}
