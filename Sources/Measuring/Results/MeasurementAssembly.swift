internal import ComputationGraph
internal import Datasets
internal import RecordStreams

/// Makes measurement records of what came of a model's visits.
struct MeasurementAssembly {
  /// The dataset that the measurements belong to.
  let dataset: String?

  /// The records of one model, as lines.
  ///
  /// Samples are nested: a list a round. Rounds before a failure are a measurement all the same; a
  /// model that failed at once is a failed one.
  func lines(of model: QueuedModel, _ visits: [Visit]) -> [UInt8] {
    let measured = visits.filter { $0.failure == nil }
    var writer = JSONWriter()
    if let failed = visits.first(where: { $0.failure != nil }), measured.isEmpty {
      write(failure(of: model, failed), to: &writer)
    }
    var conditions = Conditions.joined(measured.map(\.conditions))
    conditions.set("rounds", to: measured.count)
    for figure in distinct(measured.flatMap(\.figures)) {
      let rounds = measured.map { visit in
        visit.figures.filter { $0.isSame(as: figure) }
      }
      var record = measurement(of: model, measured[0], metric: figure.metric, unit: figure.unit)
      record.state = figure.isEstimate ? .estimated : .measured
      record.value = rounds.flatMap { $0 }.last?.value
      let samples = rounds.map { $0.flatMap(\.samples) }.filter { !$0.isEmpty }
      record.samples = samples.isEmpty ? nil : text(of: samples)
      record.conditions = text(of: conditions)
      write(record, to: &writer)
    }
    return writer.take()
  }

  private func failure(of model: QueuedModel, _ visit: Visit) -> Measurement {
    var record = measurement(of: model, visit, metric: "latency", unit: "s")
    record.state = .failed
    record.reason = visit.failure?.reason
    var conditions = visit.conditions
    conditions.set("message", to: visit.failure?.message)
    record.conditions = text(of: conditions)
    return record
  }

  private func measurement(
    of model: QueuedModel, _ visit: Visit, metric: String, unit: String
  ) -> Measurement {
    Measurement(
      network: model.network, platform: visit.platform, metric: metric, value: nil, unit: unit,
      phase: "inference", batch: visit.batch ?? model.batch, dataset: dataset,
      family: model.family, split: model.split,
      source: Source(format: "perf-measure", path: model.sourcePath, sha256: visit.digest))
  }

  private func distinct(_ figures: [Figure]) -> [Figure] {
    var found: [Figure] = []
    for figure in figures where !found.contains(where: { $0.isSame(as: figure) }) {
      found.append(figure)
    }
    return found
  }

  private func text(of conditions: Conditions) -> [UInt8] {
    var writer = JSONWriter()
    conditions.write(to: &writer)
    return writer.take()
  }

  private func text(of samples: [[Double]]) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginArray()
    for round in samples {
      writer.beginArray()
      for sample in round { writer.double(sample) }
      writer.endArray()
    }
    writer.endArray()
    return writer.take()
  }

  private func write(_ record: Measurement, to writer: inout JSONWriter) {
    record.write(to: &writer)
    writer.endLine()
  }
}

extension Figure {
  fileprivate func isSame(as other: Figure) -> Bool {
    metric == other.metric && unit == other.unit && isEstimate == other.isEstimate
  }
}
