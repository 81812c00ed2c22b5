internal import ComputationGraph
package import Datasets

/// The label text of one network as PerfSeer has it: a Python dictionary from `train` and `infer` to
/// seven figures with bars between them.
package struct PerfSeerLabel: Sendable {
  private var figures: [String: Measurement] = [:]

  /// No figures so far.
  package init() {}

  /// Whether a measurement is one of the fourteen figures of a label.
  package static func holds(_ measurement: Measurement) -> Bool {
    measurement.value != nil && phases.contains { $0.phase == measurement.phase }
      && PerfSeerField.all.contains { $0.metric == measurement.metric }
  }

  /// Adds a figure.
  package mutating func add(_ measurement: Measurement) {
    figures[Self.key(measurement.metric, measurement.phase ?? "")] = measurement
  }

  /// The text with its line break; `nil` if a figure is missing.
  ///
  /// Figures that were read from such a text come back digit for digit.
  package var text: String? {
    var parts: [String] = []
    for (name, phase) in Self.phases {
      var texts: [String] = []
      for field in PerfSeerField.all {
        guard let figure = figures[Self.key(field.metric, phase)], let text = field.text(of: figure)
        else { return nil }
        texts.append(text)
      }
      parts.append("'\(name)': '\(texts.joined(separator: "|"))'")
    }
    return "{" + parts.joined(separator: ", ") + "}\n"
  }

  private static let phases = [
    (name: "train", phase: "training"), (name: "infer", phase: "inference"),
  ]

  private static func key(_ metric: String, _ phase: String) -> String { metric + " " + phase }
}

extension PerfSeerField {
  /// A figure of a record in the file's unit, with the source's digits where it has them.
  fileprivate func text(of figure: Measurement) -> String? {
    if let source = figure.source, source.unit == unit, let digits = source.value { return digits }
    guard let value = figure.value else { return nil }
    let scales: [Int: Double] = [-3: 1000, -2: 100, 0: 1]
    var number = value * (scales[power] ?? 1) / Double(factor)
    if isTime { number /= Double(figure.batch ?? 1) }
    return "\(number)"
  }
}
