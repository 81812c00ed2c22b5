package import ByteReading
internal import ComputationGraph
internal import FlatBufferFormat

extension TFLiteModel {
  /// Reads a file.
  ///
  /// - Throws: ``FormatError`` if it is no TensorFlow Lite model, or its parts do not fit together:
  ///   tensors, buffers and operator codes that are referred to are there afterwards.
  package init(_ file: RawSpan) throws(FormatError) {
    var reader = TFLiteReader(try FlatBuffer(file, identifier: "TFL3"))
    self = try reader.model()
  }
}

/// Reads the tables of a model one after the other. The numbers of fields are those of TensorFlow
/// Lite's schema.
private struct TFLiteReader: ~Escapable {
  private struct OperatorCode {
    var name: String
    var isCustom: Bool
  }

  private var file: FlatBuffer
  private var codes: [OperatorCode] = []

  @_lifetime(copy file)
  init(_ file: consuming FlatBuffer) {
    self.file = file
  }

  mutating func model() throws(FormatError) -> TFLiteModel {
    let root = try file.root()
    var model = TFLiteModel()
    model.version = Int(try file.number(0, of: root) as UInt32)
    model.description = try file.text(3, of: root)
    if let list = try file.vector(1, of: root, elementSize: 4) {
      for index in 0..<list.count { codes.append(try operatorCode(at: index, in: list)) }
    }
    if let list = try file.vector(4, of: root, elementSize: 4) {
      for index in 0..<list.count { model.buffers.append(try buffer(at: index, in: list)) }
    }
    if let list = try file.vector(2, of: root, elementSize: 4) {
      for index in 0..<list.count {
        do {
          model.subgraphs.append(try subgraph(at: index, in: list, model.buffers))
        } catch { throw error.inside("Model.subgraphs[\(index)]") }
      }
    }
    guard !model.subgraphs.isEmpty else {
      throw FormatError(.malformed("no subgraph; expected one or more"), at: root.position)
    }
    return model
  }

  private mutating func operatorCode(
    at index: Int, in list: FlatVector
  ) throws(FormatError) -> OperatorCode {
    let table = try file.table(index, in: list)
    // Old writers know the narrow field only; new ones fill both as far as the code fits.
    let narrow = Int(try file.number(0, of: table) as Int8)
    let wide = Int(try file.number(3, of: table) as Int32)
    let code = max(narrow, wide)
    if code == TFLiteOperatorName.custom {
      return OperatorCode(name: try file.text(1, of: table) ?? "", isCustom: true)
    }
    return OperatorCode(
      name: TFLiteOperatorName.name(of: code) ?? "BUILTIN:\(code)", isCustom: false)
  }

  /// Where the contents of a buffer lie.
  private mutating func buffer(at index: Int, in list: FlatVector) throws(FormatError) -> Range<Int>
  {
    let table = try file.table(index, in: list)
    if let data = try file.vector(0, of: table, elementSize: 1), data.count > 0 {
      return data.range
    }
    // A file of more than 2 GB has its buffers behind the flatbuffer.
    let offset: UInt64 = try file.number(1, of: table)
    let size: UInt64 = try file.number(2, of: table)
    guard offset > 1, size > 0 else { return 0..<0 }
    let end = offset.addingReportingOverflow(size)
    guard !end.overflow, end.partialValue <= file.bytes.byteCount else {
      throw FormatError(
        .malformed("buffer \(index) ends at byte \(offset) + \(size), outside the file"),
        at: table.position)
    }
    return Int(offset)..<Int(offset + size)
  }

  private mutating func subgraph(
    at index: Int, in list: FlatVector, _ buffers: [Range<Int>]
  ) throws(FormatError) -> TFLiteSubgraph {
    let table = try file.table(index, in: list)
    var subgraph = TFLiteSubgraph()
    subgraph.name = try file.text(4, of: table) ?? ""
    if let list = try file.vector(0, of: table, elementSize: 4) {
      for index in 0..<list.count {
        do {
          subgraph.tensors.append(try tensor(at: index, in: list, buffers))
        } catch { throw error.inside("tensors[\(index)]") }
      }
    }
    let count = subgraph.tensors.count
    subgraph.inputs = try tensors(1, of: table, "inputs", count)
    subgraph.outputs = try tensors(2, of: table, "outputs", count)
    if let list = try file.vector(3, of: table, elementSize: 4) {
      for index in 0..<list.count {
        do {
          subgraph.operators.append(try applied(at: index, in: list, tensors: count))
        } catch { throw error.inside("operators[\(index)]") }
      }
    }
    return subgraph
  }

  private mutating func tensor(
    at index: Int, in list: FlatVector, _ buffers: [Range<Int>]
  ) throws(FormatError) -> TFLiteTensor {
    let table = try file.table(index, in: list)
    var tensor = TFLiteTensor()
    tensor.shape = try file.numbers(0, of: table, as: Int32.self)
    if tensor.shape == nil, try file.flag(8, of: table) { tensor.shape = [] }
    tensor.type = ElementType(tfLite: try file.number(1, of: table))
    tensor.buffer = Int(try file.number(2, of: table) as UInt32)
    tensor.name = try file.text(3, of: table) ?? ""
    tensor.isVariable = try file.flag(5, of: table)
    tensor.signature = try file.numbers(7, of: table, as: Int32.self)
    let external: UInt32 = try file.number(10, of: table)
    // Buffer 0 stands for no contents; so does every other empty one.
    guard tensor.buffer == 0 || tensor.buffer < buffers.count else {
      throw FormatError(
        .malformed("buffer \(tensor.buffer) of \(buffers.count)"), at: table.position)
    }
    tensor.isConstant = external != 0 || tensor.buffer > 0 && !buffers[tensor.buffer].isEmpty
    return tensor
  }

  private mutating func applied(
    at index: Int, in list: FlatVector, tensors count: Int
  ) throws(FormatError) -> TFLiteOperator {
    let table = try file.table(index, in: list)
    let code = Int(try file.number(0, of: table) as UInt32)
    guard codes.indices.contains(code) else {
      throw FormatError(.malformed("operator code \(code) of \(codes.count)"), at: table.position)
    }
    var applied = TFLiteOperator(name: codes[code].name, isCustom: codes[code].isCustom)
    applied.inputs = try tensors(1, of: table, "inputs", count, mayBeLeftOut: true)
    applied.outputs = try tensors(2, of: table, "outputs", count)
    applied.optionsKind = try file.number(3, of: table)
    if let layout = TFLiteOptionsLayout.layout(of: applied.optionsKind),
      let options = try file.table(4, of: table)
    {
      applied.options = try self.options(options, layout)
    }
    return applied
  }

  private mutating func options(
    _ table: FlatTable, _ layout: TFLiteOptionsLayout
  ) throws(FormatError) -> [Attribute] {
    var options: [Attribute] = []
    for field in layout.fields {
      if let value = try option(field, of: table) {
        options.append(Attribute(name: field.name, value: value))
      }
    }
    return options
  }

  private mutating func option(
    _ field: TFLiteOptionsLayout.Field, of table: FlatTable
  ) throws(FormatError) -> AttributeValue? {
    switch field.kind {
    case .int8:
      .int(Int64(try file.number(field.number, of: table, standard: Int8(field.standard))))
    case .int32:
      .int(Int64(try file.number(field.number, of: table, standard: Int32(field.standard))))
    case .uint32:
      .int(Int64(try file.number(field.number, of: table, standard: UInt32(field.standard))))
    case .int64: .int(try file.number(field.number, of: table, standard: Int64(field.standard)))
    case .bool: .int(try file.flag(field.number, of: table, standard: field.standard == 1) ? 1 : 0)
    case .float: .float(try file.fraction(field.number, of: table))
    case .text: try file.text(field.number, of: table).map { .string($0) }
    case .ints:
      try file.numbers(field.number, of: table, as: Int32.self).map { .ints($0.map(Int64.init)) }
    case .floats:
      try file.numbers(field.number, of: table, as: UInt32.self)
        .map { .floats($0.map(Float.init(bitPattern:))) }
    }
  }

  /// A list of tensors, each of which is there.
  private mutating func tensors(
    _ field: Int, of table: FlatTable, _ name: String, _ count: Int, mayBeLeftOut: Bool = false
  ) throws(FormatError) -> [Int] {
    let numbers = try file.numbers(field, of: table, as: Int32.self) ?? []
    let lowest = mayBeLeftOut ? -1 : 0
    if let wrong = numbers.first(where: { $0 < lowest || $0 >= count }) {
      throw FormatError(
        .malformed("\(name): tensor \(wrong) of \(count)"), at: table.position)
    }
    return numbers.map(Int.init)
  }
}
