package import RecordStreams

/// Drops the weights of ONNX models on the wire, and keeps everything else byte for byte.
///
/// A model is read once, front to back, and payloads are stepped over: memory holds the structure
/// that is kept and one buffer, whatever the size of the file.
package struct ONNXStripper: Sendable {
  /// What becomes of the tensors whose values are dropped.
  package enum Style: Sendable {
    /// They stay initializers with type and dimensions, and have no values.
    case emptyInitializers
    /// They become inputs of the graph, as the models of NNLQP's dataset have them.
    case graphInputs
  }

  /// Values of up to this many bytes are kept if they are integers, booleans or strings.
  ///
  /// Shape inference needs them: the shape of a Reshape, the axes of a Squeeze. Other values are
  /// kept for up to ``keptElements`` elements.
  package var keepUpTo: Int

  /// What becomes of the tensors whose values are dropped.
  package var style: Style

  /// Tensors of other types with no more elements than these are bounds, scales and the like.
  static let keptElements = 8

  /// Chooses what to keep.
  package init(keepUpTo: Int = 1024, style: Style = .emptyInitializers) {
    self.keepUpTo = keepUpTo
    self.style = style
  }

  /// Reads a model and writes it without weights; nothing is written of a damaged one.
  ///
  /// Throws ``FormatError`` for a damaged model, and ``StreamError`` for a stream that fails.
  package func strip(
    _ source: any ByteSource, to sink: any ByteSink
  ) throws -> ONNXRewriteReport {
    var pass = ONNXStripPass(source, options: self)
    try pass.run()
    try sink.write(pass.output)
    return pass.report
  }
}
