internal import ComputationGraph
package import RecordStreams

/// What one pass over the training rows came to.
package struct EpochReport: Sendable, Equatable {
  /// The epoch, from 1.
  package var epoch: Int
  /// The mean loss over its steps' rows.
  package var loss: Double
  /// The mean over the targets of the validation MAPE, where there is one.
  package var validation: Double?
  /// The loss on the validation rows; of a comparing predictor the share of pairs in a wrong order.
  package var validationLoss: Double?
  /// Whether this is the best state so far.
  package var isBest: Bool
  /// The rows learned from.
  package var graphs: Int
  /// Floating-point operations in matrix products.
  package var productFlops: Int

  /// A report.
  package init(
    epoch: Int, loss: Double, validation: Double?, validationLoss: Double? = nil, isBest: Bool,
    graphs: Int, productFlops: Int
  ) {
    self.epoch = epoch
    self.loss = loss
    self.validation = validation
    self.validationLoss = validationLoss
    self.isBest = isBest
    self.graphs = graphs
    self.productFlops = productFlops
  }

  /// Writes the report, with the time that it took if that is to be told.
  package func write(to writer: inout JSONWriter, seconds: Double? = nil) {
    writer.beginObject()
    writer.member("epoch", epoch)
    writer.key("loss")
    writer.double(loss)
    if let validation {
      writer.key("validation_mape")
      writer.double(validation)
    }
    if let validationLoss {
      writer.key("validation_loss")
      writer.double(validationLoss)
    }
    writer.key("best")
    writer.bool(isBest)
    writer.member("graphs", graphs)
    if let seconds {
      writer.key("seconds")
      writer.double(seconds)
      writer.key("graphs_per_second")
      writer.double(Double(graphs) / seconds)
      writer.key("product_gflops")
      writer.double(Double(productFlops) / seconds / 1e9)
    }
    writer.endObject()
  }
}

extension EpochReport {
  /// Reads an array of reports; what a run with a clock has added is dropped.
  static func list(json: RawSpan) throws(JSONError) -> [EpochReport] {
    var scanner = JSONScanner(json)
    var reports: [EpochReport] = []
    try scanner.beginArray()
    while try scanner.nextElement() {
      var report = EpochReport(
        epoch: 0, loss: 0, validation: nil, isBest: false, graphs: 0, productFlops: 0)
      try scanner.beginObject()
      while let key = try scanner.nextKey() {
        switch key {
        case "epoch": report.epoch = try scanner.readCount()
        case "loss": report.loss = try scanner.readDouble()
        case "validation_mape": report.validation = try scanner.readDouble()
        case "validation_loss": report.validationLoss = try scanner.readDouble()
        case "best": report.isBest = try scanner.readBool()
        case "graphs": report.graphs = try scanner.readCount()
        default: _ = try scanner.readRaw()
        }
      }
      reports.append(report)
    }
    try scanner.finish()
    return reports
  }
}
