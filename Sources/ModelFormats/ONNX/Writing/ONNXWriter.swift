internal import ByteReading
package import ComputationGraph
internal import ProtobufFormat
package import RecordStreams

/// Writes graph records as ONNX models that checkers accept and runtimes run.
///
/// Reading such a model back gives a graph of the same `id`: values keep their names, shapes of
/// inputs and weights are written down, attributes that newer operator sets have as operands become
/// constants. The operator set is 17 unless an operator came later.
package struct ONNXWriter: Sendable {
  /// What becomes of the weights, whose values a record does not have.
  package enum Weights: Sendable, Equatable {
    /// They are inputs of the graph, as in NNLQP's models, where their position tells that they are
    /// weights; others are written as for `zeros`.
    case graphInputs
    /// They are initializers of zeros that take no room: sparse ones without an element.
    case zeros
    /// They are initializers without values, as `onnx-strip` leaves them. Nothing can run them.
    case none
    /// They are initializers with made-up values that keep the scale of what flows through.
    case values(seed: UInt64)
  }

  /// What becomes of the weights.
  package var weights: Weights

  /// A writer that treats weights in this way.
  package init(weights: Weights = .graphInputs) {
    self.weights = weights
  }

  /// Writes a model; nothing is written if the graph cannot be.
  ///
  /// Throws ``ONNXWriteError`` and ``StreamError``.
  package func write(_ graph: Graph, to sink: any ByteSink) throws {
    let model = try ONNXGraphWriting(graph, weights)
    var head = ProtobufWriter()
    head.write(1, int64: ONNXOperatorVersion.irVersion(for: model.version))
    head.write(2, text: "perfmill")
    for (domain, version) in model.domains {
      head.write(8) { set in
        if !domain.isEmpty { set.write(1, text: domain) }
        set.write(2, int64: version)
      }
    }
    head.writeLength(7, model.size)
    head.write(fields: model.fields.bytes.bytes)
    try sink.write(head.bytes)
    for initializer in model.filled {
      try sink.write(initializer.head)
      try initializer.values.write(to: sink)
    }
  }
}
