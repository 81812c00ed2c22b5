/// A message of an ONNX file that can hold tensors, at whatever depth.
///
/// All others hold none and can be copied as they are.
enum ONNXPart {
  case model, trainingInfo, function, graph, node, attribute, sparseTensor, tensor

  /// The part that the field of this number holds, and how errors name it, or `nil` for a field
  /// without tensors. Field numbers are those of onnx.proto3.
  func part(inField number: Int) -> (part: ONNXPart, name: String, isRepeated: Bool)? {
    switch (self, number) {
    case (.model, 7): (.graph, "graph", false)
    case (.model, 20): (.trainingInfo, "training_info", true)
    case (.model, 25): (.function, "functions", true)
    case (.trainingInfo, 1): (.graph, "initialization", false)
    case (.trainingInfo, 2): (.graph, "algorithm", false)
    case (.function, 7): (.node, "node", true)
    case (.function, 11): (.attribute, "attribute_proto", true)
    case (.graph, 1): (.node, "node", true)
    case (.graph, 5): (.tensor, "initializer", true)
    case (.graph, 15): (.sparseTensor, "sparse_initializer", true)
    case (.node, 5): (.attribute, "attribute", true)
    case (.attribute, 5): (.tensor, "t", false)
    case (.attribute, 6): (.graph, "g", false)
    case (.attribute, 10): (.tensor, "tensors", true)
    case (.attribute, 11): (.graph, "graphs", true)
    case (.attribute, 22): (.sparseTensor, "sparse_tensor", false)
    case (.attribute, 23): (.sparseTensor, "sparse_tensors", true)
    case (.sparseTensor, 1): (.tensor, "values", false)
    case (.sparseTensor, 2): (.tensor, "indices", false)
    default: nil
    }
  }
}

/// Counts repeated parts, so that errors can say `node[12]`.
struct PartCounter {
  private var counts = InlineArray<26, Int>(repeating: 0)

  /// Whether no part was met.
  private(set) var isEmpty = true

  /// Which of the parts in a field the next one is.
  mutating func position(of number: Int) -> Int {
    isEmpty = false
    defer { counts[number] += 1 }
    return counts[number]
  }
}
