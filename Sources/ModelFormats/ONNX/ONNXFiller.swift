internal import ByteReading
package import RecordStreams

/// Puts made-up weights into a stripped model, so that it runs.
///
/// Tensors without values, or with values in another file, get values: kernels are normal with a
/// deviation that keeps the scale of what flows through, normalisations do nothing, biases are 0.
/// Inputs of the graph that are weights, as in NNLQP's models, become initializers. Everything
/// else is the same bytes. The same seed gives the same values on every machine.
package struct ONNXFiller: Sendable {
  /// What the values depend on, with the tensors' names.
  package var seed: UInt64

  /// The most bytes that one model is filled with; a tensor may claim any size.
  package var limit: Int

  /// Fills with the values of a seed.
  package init(seed: UInt64, limit: Int = 1 << 36) {
    self.seed = seed
    self.limit = limit
  }

  /// Writes a model with values.
  ///
  /// Throws ``FormatError`` for a damaged model, before anything is written, and ``StreamError``.
  package func fill(_ file: RawSpan, to sink: any ByteSink) throws -> ONNXRewriteReport {
    let model = try ONNXModel(file)
    let planner = ONNXFillPlanner(model: model, options: self)
    let plan = try planner.plan(file)
    for piece in plan.pieces {
      switch piece {
      case .copy(let range): try sink.write(file.extracting(range))
      case .literal(let bytes): try sink.write(bytes)
      case .values(let values): try values.write(to: sink)
      }
    }
    var report = ONNXRewriteReport()
    report.bytesRead = file.byteCount
    report.bytesWritten = plan.size
    report.filledTensors = plan.filledTensors
    return report
  }
}
