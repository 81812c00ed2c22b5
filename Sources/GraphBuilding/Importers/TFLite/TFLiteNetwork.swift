import ByteReading
import ComputationGraph
import ModelFormats

/// What every way of translating a model asks of its subgraphs.
extension TFLiteModel {
  /// The subgraph that is the network.
  ///
  /// - Throws: ``GraphError`` if it computes nothing.
  func network() throws(GraphError) -> TFLiteSubgraph {
    guard let network = subgraphs.first, !network.operators.isEmpty || !network.outputs.isEmpty
    else { throw GraphError(.empty("the first subgraph has no operators; expected a network")) }
    return network
  }

  /// Which tensors are biases that lie in the file: they count among the parameters whatever their
  /// type, and nobody asks for their contents.
  func biases(of network: TFLiteSubgraph) -> [Bool] {
    var isBias = Array(repeating: false, count: network.tensors.count)
    let firstOfCodes = operatorCodes.map { Self.firstBias[$0.name] }
    for applied in network.operators {
      guard let first = firstOfCodes[applied.code] else { continue }
      for input in network.words[applied.inputs].dropFirst(first) where input >= 0 {
        isBias[Int(input)] = network.tensors[Int(input)].isConstant
      }
    }
    return isBias
  }

  /// From which operand on quantised layers have biases, which are whole numbers of 32 or 64 bits.
  private static let firstBias = [
    "BIDIRECTIONAL_SEQUENCE_LSTM": 12, "BIDIRECTIONAL_SEQUENCE_RNN": 3, "CONV_2D": 2, "CONV_3D": 2,
    "DEPTHWISE_CONV_2D": 2, "FULLY_CONNECTED": 2, "LSTM": 3, "RNN": 3, "SVDF": 3,
    "TRANSPOSE_CONV": 3, "UNIDIRECTIONAL_SEQUENCE_LSTM": 12, "UNIDIRECTIONAL_SEQUENCE_RNN": 3,
  ]

  /// What is fed, and what is read though nothing writes it: state that is kept between runs.
  ///
  /// - Throws: ``GraphError`` if two operators compute one tensor.
  func sources(of network: TFLiteSubgraph, in file: RawSpan) throws(GraphError) -> [Int] {
    var isDefined = network.tensors.map(\.isConstant)
    var sources: [Int] = []
    func add(_ tensor: Int) {
      guard !isDefined[tensor] else { return }
      isDefined[tensor] = true
      sources.append(tensor)
    }
    for input in network.inputs { add(input) }
    for (position, applied) in network.operators.enumerated() {
      for output in network.words[applied.outputs] {
        guard !isDefined[Int(output)] else {
          throw GraphError(
            .definedTwice(file.extracting(network.tensors[Int(output)].name).text),
            node: "operator \(position) (\(operatorCodes[applied.code].name))")
        }
        isDefined[Int(output)] = true
      }
    }
    for applied in network.operators {
      for input in network.words[applied.inputs] where input >= 0 { add(Int(input)) }
    }
    for output in network.outputs { add(output) }
    return sources
  }
}

extension TFLiteTensor {
  /// Where the dimensions lie that count: only the signature tells a size that is fixed from one
  /// that happens to be 1.
  var sizes: Range<Int>? { signature ?? shape }

  /// The dimensions; `nil` if not even their number is known.
  func dimensions(in file: RawSpan) -> [DraftDimension]? {
    guard let sizes else { return nil }
    return stride(from: sizes.lowerBound, to: sizes.upperBound, by: 4).map { position in
      let size = file.number(at: position, as: Int32.self)
      return size < 0 ? .unknown : .value(Int(size))
    }
  }

  /// The most elements of a constant that is read: axes, sizes, paddings, bounds.
  private static let contentsLimit = 1024

  /// The contents of a small constant; `nil` of everything else.
  func contents(of model: TFLiteModel, in file: RawSpan) -> ConstantValue? {
    guard isConstant else { return nil }
    let place = model.buffers[buffer]
    let width = (type?.bitWidth ?? 0) / 8
    guard width > 0, place.count % width == 0, place.count / width <= Self.contentsLimit else {
      return nil
    }
    let positions = stride(from: place.lowerBound, to: place.upperBound, by: width)
    func ints<Value: FixedWidthInteger & BitwiseCopyable>(_: Value.Type) -> ConstantValue {
      ConstantValue(
        positions.map { Int64(truncatingIfNeeded: file.number(at: $0, as: Value.self)) })
    }
    switch type {
    case .int32: return ints(Int32.self)
    case .int64: return ints(Int64.self)
    case .bool: return ints(UInt8.self)
    case .float32:
      return ConstantValue(
        positions.map { Double(Float(bitPattern: file.number(at: $0, as: UInt32.self))) })
    default: return nil
    }
  }
}
