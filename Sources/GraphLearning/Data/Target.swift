internal import ComputationGraph
internal import RecordStreams

/// What a head of a predictor stands for: one metric on one platform, in one phase.
package struct Target: Sendable, Hashable, Comparable {
  /// The platform.
  package var platform: String
  /// What is measured, such as `latency`.
  package var metric: String
  /// `inference` or `training`, where it is said.
  package var phase: String?
  /// The unit of the figures, an SI unit.
  package var unit: String

  /// A target.
  package init(platform: String, metric: String, phase: String? = nil, unit: String) {
    self.platform = platform
    self.metric = metric
    self.phase = phase
    self.unit = unit
  }

  /// By platform, metric and phase.
  package static func < (left: Target, right: Target) -> Bool {
    (left.platform, left.metric, left.phase ?? "", left.unit)
      < (right.platform, right.metric, right.phase ?? "", right.unit)
  }

  /// Names for targets, as short as tells them apart: the platform alone where each has one target.
  package static func names(of targets: [Target]) -> [String] {
    let isOne = Set(targets.map(\.metric)).count < 2
    let isOnePhase = Set(targets.map(\.phase)).count < 2
    return targets.map { target in
      [target.platform, isOne ? nil : target.metric, isOnePhase ? nil : target.phase]
        .compactMap(\.self).joined(separator: " ")
    }
  }
}

extension Target {
  func write(to writer: inout JSONWriter, _ scale: TargetScale) {
    writer.beginObject()
    writer.member("platform", platform)
    writer.member("metric", metric)
    if let phase { writer.member("phase", phase) }
    writer.member("unit", unit)
    scale.write(to: &writer)
    writer.endObject()
  }

  /// Reads what `write` wrote.
  static func list(json: RawSpan) throws(JSONError) -> [(target: Target, scale: TargetScale)] {
    var scanner = JSONScanner(json)
    var list: [(target: Target, scale: TargetScale)] = []
    try scanner.beginArray()
    while try scanner.nextElement() {
      var target = Target(platform: "", metric: "latency", unit: "s")
      var scale = TargetScale()
      try scanner.beginObject()
      while let key = try scanner.nextKey() {
        switch key {
        case "platform": target.platform = try scanner.readString().string
        case "metric": target.metric = try scanner.readString().string
        case "phase": target.phase = try scanner.readString().string
        case "unit": target.unit = try scanner.readString().string
        case "logarithm": scale.isLogarithmic = try scanner.readBool()
        case "shift": scale.shift = try scanner.readDouble()
        case "factor": scale.factor = try scanner.readDouble()
        case "multiple": scale.multiple = try scanner.readDouble()
        default: _ = try scanner.readRaw()
        }
      }
      list.append((target, scale))
    }
    try scanner.finish()
    return list
  }
}
