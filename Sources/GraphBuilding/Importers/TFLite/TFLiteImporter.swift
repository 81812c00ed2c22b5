import ByteReading
import ComputationGraph
import ModelFormats

/// Translates the first subgraph of a TensorFlow Lite model into a draft.
///
/// Tensors keep their order of dimensions, channels last. Operators that care say so in their
/// attribute `data_format`, and have weights in ONNX's order with dimension 1 moved to the end. An
/// activation that is fused into an operator becomes a node of its own, as other files have it.
package enum TFLiteImporter {
  /// Reads a model file.
  ///
  /// - Throws: ``FormatError`` if it is no TensorFlow Lite model, ``GraphError`` if it has no
  ///   network.
  package static func draft(_ file: RawSpan) throws -> GraphDraft {
    let model = try TFLiteModel(file)
    guard let network = model.subgraphs.first,
      !network.operators.isEmpty || !network.outputs.isEmpty
    else {
      throw GraphError(.empty("the first subgraph has no operators; expected a network"))
    }
    var draft = GraphDraft()
    draft.name = network.name.isEmpty ? nil : network.name
    draft.layout = "NHWC"
    draft.seed = TFLiteSeed.text(of: network.tensors)
    draft.values.reserveCapacity(network.tensors.count)
    for tensor in network.tensors {
      draft.values.append(
        GraphDraft.Value(
          name: tensor.name, shape: dimensions(of: tensor), type: tensor.type,
          isWeight: tensor.isConstant,
          constant: tensor.isConstant ? contents(of: tensor, model, file) : nil))
    }
    draft.inputs = try sources(of: network)
    for applied in network.operators {
      guard let first = firstBias[applied.name] else { continue }
      for input in applied.inputs.dropFirst(first) where input >= 0 {
        draft.values[input].isParameter = draft.values[input].isWeight
      }
    }
    var translation = TFLiteTranslation(draft)
    for (position, applied) in network.operators.enumerated() {
      translation.translate(applied, at: position)
    }
    translation.draft.outputs = network.outputs
    if model.subgraphs.count > 1 {
      translation.draft.nodes[0].notes.append(
        "the file's other \(model.subgraphs.count - 1) subgraphs are not followed")
    }
    return translation.draft
  }

  /// From which operand on quantised layers have biases, which are whole numbers of 32 or 64 bits.
  private static let firstBias = [
    "BIDIRECTIONAL_SEQUENCE_LSTM": 12, "BIDIRECTIONAL_SEQUENCE_RNN": 3, "CONV_2D": 2, "CONV_3D": 2,
    "DEPTHWISE_CONV_2D": 2, "FULLY_CONNECTED": 2, "LSTM": 3, "RNN": 3, "SVDF": 3,
    "TRANSPOSE_CONV": 3, "UNIDIRECTIONAL_SEQUENCE_LSTM": 12, "UNIDIRECTIONAL_SEQUENCE_RNN": 3,
  ]

  private static func dimensions(of tensor: TFLiteTensor) -> [DraftDimension]? {
    // Only the signature tells a size that is fixed from one that happens to be 1.
    (tensor.signature ?? tensor.shape)?.map { $0 < 0 ? .unknown : .value(Int($0)) }
  }

  /// The most elements of a constant that is read: axes, sizes, paddings, bounds.
  private static let contentsLimit = 1024

  private static func contents(
    of tensor: TFLiteTensor, _ model: TFLiteModel, _ file: RawSpan
  ) -> ConstantValue? {
    let place = model.buffers[tensor.buffer]
    let width = (tensor.type?.bitWidth ?? 0) / 8
    guard width > 0, place.count % width == 0, place.count / width <= contentsLimit else {
      return nil
    }
    func ints<Value: FixedWidthInteger & BitwiseCopyable>(_: Value.Type) -> [Int64?]? {
      var cursor = ByteCursor(file.extracting(place), origin: place.lowerBound)
      var values: [Int64?] = []
      while !cursor.isAtEnd {
        guard let value = try? cursor.readLittleEndian(Value.self) else { return nil }
        values.append(Int64(truncatingIfNeeded: value))
      }
      return values
    }
    switch tensor.type {
    case .int32: return ints(Int32.self).map { ConstantValue($0) }
    case .int64: return ints(Int64.self).map { ConstantValue($0) }
    case .bool: return ints(UInt8.self).map { ConstantValue($0) }
    case .float32:
      return ints(UInt32.self).map { bits in
        ConstantValue(
          bits.map { Double(Float(bitPattern: UInt32(truncatingIfNeeded: $0 ?? 0))) })
      }
    default: return nil
    }
  }

  /// What is fed, and what is read though nothing writes it: state that is kept between runs.
  private static func sources(of network: TFLiteSubgraph) throws(GraphError) -> [Int] {
    var isDefined = network.tensors.map(\.isConstant)
    var sources: [Int] = []
    for input in network.inputs where !isDefined[input] {
      isDefined[input] = true
      sources.append(input)
    }
    for (position, applied) in network.operators.enumerated() {
      for output in applied.outputs {
        guard !isDefined[output] else {
          throw GraphError(
            .definedTwice(network.tensors[output].name),
            node: "operator \(position) (\(applied.name))")
        }
        isDefined[output] = true
      }
    }
    let read = network.operators.flatMap(\.inputs) + network.outputs
    for tensor in read where tensor >= 0 && !isDefined[tensor] {
      isDefined[tensor] = true
      sources.append(tensor)
    }
    return sources
  }
}
