internal import ComputationGraph
internal import Datasets
package import RecordStreams

/// Reads the trial records of searches back, as `nas-search` writes them.
package struct TrialReader {
  private struct Name: Hashable {
    var strategy = ""
    var predictor: String?
    var seed = ""

    /// What curves call searches that differ in their seeds alone.
    var text: String { predictor.map { "\(strategy) (\($0))" } ?? strategy }
  }

  private let isMaximised: Bool
  private var searches: [Name: TrainedSequence] = [:]
  private var names: [Name] = []

  /// Nothing read yet.
  package init(isMaximised: Bool) {
    self.isMaximised = isMaximised
  }

  /// Reads a record.
  ///
  /// - Throws: If it is no trial, or not the next one of its search.
  package mutating func read(json: RawSpan) throws(RecordError) {
    do throws(JSONError) {
      var scanner = JSONScanner(json)
      try read(from: &scanner)
      try scanner.finish()
    } catch {
      throw RecordError(error)
    }
  }

  private mutating func read(from scanner: inout JSONScanner) throws(JSONError) {
    var name = Name()
    var (kind, order, value, isValid): (StaticString?, Int?, Double?, Bool) = (nil, nil, nil, true)
    try scanner.readObject { (key, scanner) throws(JSONError) in
      switch key {
      case "kind": kind = try scanner.readKind("trial")
      case "strategy": name.strategy = try scanner.readString().string
      case "predictor": name.predictor = try scanner.readOptionalText()
      case "seed": name.seed = try scanner.readString().string
      case "order": order = try scanner.readOptionalCount(from: 1)
      case "value": value = try scanner.readDouble()
      case "valid": isValid = try scanner.readBool()
      default: _ = try scanner.readRaw()
      }
    }
    guard kind != nil else { throw .missing("kind", at: 0) }
    guard !name.strategy.isEmpty else { throw .missing("strategy", at: 0) }
    guard let order else { throw .missing("order", at: 0) }
    guard let value else { throw .missing("value", at: 0) }
    let known = searches[name]?.scores.count ?? 0
    guard order == known + 1 else {
      throw JSONError(
        at: 0, found: "trial \(order) of \(name.text), seed \(name.seed)",
        expected: "trial \(known + 1)")
    }
    add(value, isValid, to: name)
  }

  private mutating func add(_ value: Double, _ isValid: Bool, to name: Name) {
    if searches[name] == nil {
      names.append(name)
      searches[name] = TrainedSequence(name: name.text, scores: [])
    }
    searches[name]?.scores.append(isMaximised ? value : -value)
    searches[name]?.shown.append(value)
    searches[name]?.isValid.append(isValid)
  }

  /// The searches, in the order in which their first records came.
  package var sequences: [TrainedSequence] { names.compactMap { searches[$0] } }
}
