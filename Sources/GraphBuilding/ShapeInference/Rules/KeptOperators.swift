import ComputationGraph

/// Operators of TensorFlow and TensorFlow Lite that ONNX has no words for, kept under their own names.
let keptOperatorRules: [String: ShapeRule] = {
  var rules: [String: ShapeRule] = [:]
  for op in shapedAsOperand {
    rules["tensorflow." + op] = { node in node.set(shape: node.shape(0)) }
  }
  for op in shapedByFile { rules["tflite." + op] = takeFilesWord }
  return rules
}()

/// TensorFlow's operators whose result has the shape and the type of operand 0.
private let shapedAsOperand = [
  "Cumprod", "Digamma", "Erfinv", "FakeQuantWithMinMaxArgs", "FakeQuantWithMinMaxVars",
  "FakeQuantWithMinMaxVarsPerChannel", "Lgamma", "MatrixBandPart", "QuantizeAndDequantizeV2",
  "QuantizeAndDequantizeV3", "QuantizeAndDequantizeV4", "ReverseSequence", "Roll",
]

private let shapedByFile = [
  "ATAN2", "BIDIRECTIONAL_SEQUENCE_LSTM", "BIDIRECTIONAL_SEQUENCE_RNN", "BITCAST",
  "BROADCAST_ARGS", "DENSIFY", "DYNAMIC_UPDATE_SLICE", "FAKE_QUANT", "LSTM", "MATRIX_DIAG",
  "MATRIX_SET_DIAG", "ONE_HOT", "RANK", "REVERSE_SEQUENCE", "RNN", "SCATTER_ND", "SEGMENT_SUM",
  "SPARSE_TO_DENSE", "SVDF", "UNIDIRECTIONAL_SEQUENCE_LSTM", "UNIDIRECTIONAL_SEQUENCE_RNN",
  "UNSORTED_SEGMENT_SUM", "ZEROS_LIKE",
]

/// TensorFlow Lite's files give the shape of every tensor; there is nothing to be worked out.
private func takeFilesWord(_ node: inout NodeInference) {
  for output in node.outputs.indices { node.outputs[output] = ValueFact() }
}
