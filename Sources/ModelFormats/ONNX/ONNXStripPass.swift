internal import ByteReading
internal import ComputationGraph
internal import ProtobufFormat
internal import RecordStreams

/// One pass over one model: what is read goes to the output, or nowhere.
struct ONNXStripPass: ~Copyable {
  private var wire: WireCopy
  private let options: ONNXStripper
  private(set) var report = ONNXRewriteReport()
  private var inputs = ONNXInputList()

  /// Three messages for each graph in a graph: graph, node, attribute.
  private static let deepest = 100

  init(_ source: any ByteSource, options: ONNXStripper) {
    wire = WireCopy(source)
    self.options = options
  }

  /// What is left of the model.
  var output: [UInt8] { wire.output }

  mutating func run() throws {
    try ModelKind.requireONNX(try wire.sniff())
    do {
      try copyFields(of: .model, until: nil, depth: 0)
    } catch let error as FormatError {
      throw error.inside("ModelProto")
    }
    report.bytesRead = wire.offset
    report.bytesWritten = wire.output.count
  }

  /// Copies the fields of a part up to an offset of the input, or to its end.
  private mutating func copyFields(of part: ONNXPart, until end: Int?, depth: Int) throws {
    guard depth < Self.deepest else {
      throw FormatError(.overLimit("messages nested too deep"), at: wire.offset)
    }
    let listsInputs = part == .graph && depth == 1 && options.style == .graphInputs
    var counter = PartCounter()
    while let field = try wire.copyKey(until: end) {
      if field.wireType == 2, let inner = part.part(inField: field.number) {
        let index = counter.position(of: field.number)
        do {
          if inner.part == .tensor {
            try copyTensor(field, until: end, asInput: listsInputs)
          } else {
            let message = try wire.copyLength(until: end)
            try copyFields(of: inner.part, until: message.end, depth: depth + 1)
            wire.correct(message)
          }
        } catch let error as FormatError {
          throw error.inside(inner.isRepeated ? "\(inner.name)[\(index)]" : inner.name)
        }
      } else {
        let payload = try wire.copyPayload(of: field, until: end)
        if listsInputs, field.number == 11 { inputs.note(wire.output[payload]) }
      }
    }
    if listsInputs { wire.append(inputs.missing) }
    if part == .model, counter.isEmpty {
      throw FormatError(.malformed("no graph; is it an ONNX model?"), at: wire.offset)
    }
  }

  /// Copies a tensor, without its values unless they are to be kept.
  private mutating func copyTensor(
    _ field: WireCopy.Key, until end: Int?, asInput: Bool
  ) throws {
    let message = try wire.copyLength(until: end)
    let copied = try copyTensorFields(until: message.end)
    let tensor = try wire.tensor(message)
    let isExternal = tensor.isExternal
    if !isExternal, keeps(tensor, valueBytes: copied.valueBytes) {
      report.keptTensors += 1
      wire.correct(message)
      return
    }
    report.note(tensor, valueBytes: copied.valueBytes)
    if asInput, !tensor.name.isEmpty {
      inputs.add(tensor)
      wire.takeBack(to: field.outputStart)
    } else {
      wire.remove(copied.values, isExternal ? copied.references : [])
      wire.correct(message)
    }
  }

  /// What of a tensor's copy may have to be taken back, in output order.
  private struct CopiedTensor {
    var values: [Range<Int>] = []
    var references: [Range<Int>] = []
    var valueBytes = 0
  }

  private mutating func copyTensorFields(until end: Int) throws -> CopiedTensor {
    var copied = CopiedTensor()
    while let field = try wire.copyKey(until: end) {
      switch field.number {
      case 4, 5, 6, 7, 9, 10, 11:
        let room = options.keepUpTo - copied.valueBytes
        let size = try wire.copyPayload(of: field, until: end, skippingOver: room)
        copied.valueBytes += size
        if size <= room { copied.values.append(field.outputStart..<wire.output.count) }
      case 13, 14:
        _ = try wire.copyPayload(of: field, until: end)
        copied.references.append(field.outputStart..<wire.output.count)
      default: _ = try wire.copyPayload(of: field, until: end)
      }
    }
    return copied
  }

  private func keeps(_ tensor: ONNXTensor, valueBytes: Int) -> Bool {
    if tensor.elementCount == 0 { return true }
    guard valueBytes > 0, valueBytes <= options.keepUpTo else { return false }
    switch tensor.elementType {
    case .int32, .int64, .uint32, .uint64, .bool, .string: return true
    default: return (tensor.elementCount ?? .max) <= ONNXStripper.keptElements
    }
  }
}
