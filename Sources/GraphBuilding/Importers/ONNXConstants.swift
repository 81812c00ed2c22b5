import ByteReading
import ComputationGraph
import ModelFormats

extension GraphMemory {
  /// A tensor of the file as a weight.
  mutating func weight(_ tensor: ONNXTensor, in file: RawSpan) -> Blueprint.Value {
    weight(
      tensor.dims.map { DraftDimension(.value($0)) }, tensor.elementType,
      ConstantValue(tensor, in: file))
  }

  /// What a node called Constant stands for, by its first attribute.
  mutating func constant(_ value: ONNXAttribute.Value?, in file: RawSpan) -> Blueprint.Value {
    Blueprint.Value(GraphDraft.Value(constant: value, named: "", in: file), &self)
  }

  private mutating func weight(
    _ shape: [DraftDimension], _ type: ElementType?, _ constant: ConstantValue?
  ) -> Blueprint.Value {
    let isSmall = constant.map { $0.count <= ConstantValue.limit } ?? false
    return Blueprint.Value(
      declared: lexicon.number(ofType: shape, type, in: &vocabulary),
      constant: isSmall ? constant.map { facts.number(of: $0) } ?? -1 : -1, isWeight: true)
  }
}

extension GraphDraft.Value {
  /// A tensor of the file as a weight.
  init(_ tensor: ONNXTensor, named name: String, in file: RawSpan) {
    self.init(
      name: name, shape: tensor.dims.map { DraftDimension(.value($0)) }, type: tensor.elementType,
      isWeight: true, constant: ConstantValue(tensor, in: file))
  }

  /// What a node called Constant stands for, by its first attribute.
  init(constant value: ONNXAttribute.Value?, named name: String, in file: RawSpan) {
    self.init(name: name, isWeight: true)
    switch value {
    case .tensor(let tensor): self.init(tensor, named: name, in: file)
    case .sparseTensor(let tensor): self.init(tensor.whole, named: name, in: file)
    case .int(let number): become([], .int64, ConstantValue([number]))
    case .ints(let numbers): become([numbers.count], .int64, ConstantValue(numbers.map { $0 }))
    case .float(let number): become([], .float32, ConstantValue([Double(number)]))
    case .floats(let numbers):
      become([numbers.count], .float32, ConstantValue(numbers.map(Double.init)))
    case .string: become([], .string, nil)
    case .strings(let texts): become([texts.count], .string, nil)
    default: break
    }
  }

  private mutating func become(_ shape: [Int], _ type: ElementType, _ constant: ConstantValue?) {
    self.shape = shape.map { .value($0) }
    self.type = type
    self.constant = constant.flatMap { $0.count <= ConstantValue.limit ? $0 : nil }
  }
}

extension ONNXSparseTensor {
  /// The tensor that is meant, without its contents.
  var whole: ONNXTensor {
    var whole = values
    whole.dims = dims
    whole.payload = .external(location: "", offset: nil, length: nil)
    return whole
  }
}

extension ConstantValue {
  /// The most elements of a constant with fractions that is read: bounds, scales, exponents.
  private static let floatLimit = 64

  /// The contents of a small tensor; `nil` where they are not in the file or not needed.
  init?(_ tensor: ONNXTensor, in file: RawSpan) {
    guard let type = tensor.elementType, let count = tensor.elementCount else { return nil }
    switch tensor.payload {
    case .none where count > 0, .external: return nil
    default: break
    }
    if type.isFloat {
      guard count <= Self.floatLimit,
        let floats = try? tensor.floatValues(in: file, limit: Self.floatLimit)
      else { return nil }
      self.init(floats.map(Double.init))
    } else {
      guard count <= ConstantValue.limit,
        let ints = try? tensor.int64Values(in: file, limit: ConstantValue.limit)
      else { return nil }
      self.init(ints.map { $0 })
    }
  }
}

extension [Attribute] {
  /// Appends an attribute if the graph record has room for it, or a note.
  mutating func append(_ attribute: ONNXAttribute, in file: RawSpan, notes: inout [String]) {
    let name = attribute.name
    func kept(_ value: AttributeValue) -> Attribute { Attribute(name: name, value: value) }
    switch attribute.value {
    case .int(let value): append(kept(.int(value)))
    case .float(let value): append(kept(.float(value)))
    case .string(let bytes): append(kept(.string(String(decoding: bytes, as: UTF8.self))))
    case .ints(let values): append(kept(.ints(values)))
    case .floats(let values): append(kept(.floats(values)))
    case .strings(let texts):
      append(kept(.strings(texts.map { String(decoding: $0, as: UTF8.self) })))
    case .tensor(let tensor):
      switch ConstantValue(tensor, in: file)?.elements {
      case .ints(let values): append(kept(.ints(values.compactMap { $0 })))
      case .floats(let values): append(kept(.floats(values.map(Float.init))))
      case nil: notes.append("attribute \(name), a tensor, is left out")
      }
      let type = tensor.elementType?.rawValue ?? "unknown"
      append(Attribute(name: name + "_type", value: .string(type)))
    case .graph, .graphs:
      notes.append("the graph in attribute \(name) is not followed")
    case .none, .reference, .sparseTensor, .sparseTensors, .tensors, .type, .types:
      notes.append("attribute \(name) is left out")
    }
  }
}

extension DraftDimension {
  init(_ dimension: ONNXDimension) {
    switch dimension {
    case .value(let value):
      self = Int(exactly: value).flatMap { $0 >= 0 ? .value($0) : nil } ?? .unknown
    case .symbol(let name): self = .symbol(name)
    case .unknown: self = .unknown
    }
  }
}
