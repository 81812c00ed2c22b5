package import ByteReading
internal import FlatBufferFormat

extension TFLiteModel {
  /// Reads a file.
  ///
  /// - Throws: ``FormatError`` if it is no TensorFlow Lite model, or its parts do not fit together:
  ///   tensors, buffers and operator codes that are referred to are there afterwards.
  package init(_ file: RawSpan) throws(FormatError) {
    var reader = TFLiteReader(try FlatBuffer(file, identifier: "TFL3"))
    self = try reader.read()
  }
}

/// Reads the tables of a model one after the other. The numbers of fields are those of TensorFlow
/// Lite's schema.
private struct TFLiteReader: ~Escapable {
  private var file: FlatBuffer
  private var model = TFLiteModel()

  @_lifetime(copy file)
  init(_ file: consuming FlatBuffer) {
    self.file = file
  }

  mutating func read() throws(FormatError) -> TFLiteModel {
    let root = try file.root()
    model.version = Int(try file.number(0, of: root) as UInt32)
    model.description = try file.text(3, of: root)
    if let list = try file.vector(1, of: root, elementSize: 4) {
      for index in 0..<list.count {
        model.operatorCodes.append(try operatorCode(at: index, in: list))
      }
    }
    if let list = try file.vector(4, of: root, elementSize: 4) {
      for index in 0..<list.count { model.buffers.append(try buffer(at: index, in: list)) }
    }
    if let list = try file.vector(2, of: root, elementSize: 4) {
      for index in 0..<list.count {
        do {
          model.subgraphs.append(try subgraph(at: index, in: list))
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
  ) throws(FormatError) -> TFLiteOperatorCode {
    let table = try file.table(index, in: list)
    // Old writers know the narrow field only; new ones fill both as far as the code fits.
    let narrow = Int(try file.number(0, of: table) as Int8)
    let wide = Int(try file.number(3, of: table) as Int32)
    let code = max(narrow, wide)
    if code == TFLiteOperatorName.custom {
      return TFLiteOperatorCode(name: try file.text(1, of: table) ?? "", isCustom: true)
    }
    return TFLiteOperatorCode(
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
    at index: Int, in list: FlatVector
  ) throws(FormatError) -> TFLiteSubgraph {
    let table = try file.table(index, in: list)
    var subgraph = TFLiteSubgraph()
    subgraph.name = try file.text(4, of: table) ?? ""
    if let list = try file.vector(0, of: table, elementSize: 4) {
      for index in 0..<list.count {
        do {
          subgraph.tensors.append(try tensor(at: index, in: list))
        } catch { throw error.inside("tensors[\(index)]") }
      }
    }
    let count = subgraph.tensors.count
    var ends: [Int32] = []
    let inputs = try tensors(1, of: table, "inputs", count, to: &ends)
    let outputs = try tensors(2, of: table, "outputs", count, to: &ends)
    subgraph.inputs = ends[inputs].map { Int($0) }
    subgraph.outputs = ends[outputs].map { Int($0) }
    if let list = try file.vector(3, of: table, elementSize: 4) {
      for index in 0..<list.count {
        do {
          subgraph.operators.append(
            try applied(at: index, in: list, tensors: count, to: &subgraph.words))
        } catch { throw error.inside("operators[\(index)]") }
      }
    }
    return subgraph
  }

  private mutating func tensor(
    at index: Int, in list: FlatVector
  ) throws(FormatError) -> TFLiteTensor {
    let table = try file.table(index, in: list)
    var tensor = TFLiteTensor()
    tensor.shape = try file.place(ofVector: 0, of: table, elementSize: 4)
    if tensor.shape == nil, try file.flag(8, of: table) { tensor.shape = 0..<0 }
    tensor.typeCode = try file.number(1, of: table)
    tensor.buffer = Int(try file.number(2, of: table) as UInt32)
    tensor.name = try file.place(ofVector: 3, of: table, elementSize: 1) ?? 0..<0
    tensor.isVariable = try file.flag(5, of: table)
    tensor.signature = try file.place(ofVector: 7, of: table, elementSize: 4)
    let external: UInt32 = try file.number(10, of: table)
    let buffers = model.buffers.count
    // Buffer 0 stands for no contents; so does every other empty one.
    guard tensor.buffer == 0 || tensor.buffer < buffers else {
      throw FormatError(.malformed("buffer \(tensor.buffer) of \(buffers)"), at: table.position)
    }
    tensor.isConstant = external != 0 || tensor.buffer > 0 && !model.buffers[tensor.buffer].isEmpty
    return tensor
  }

  private mutating func applied(
    at index: Int, in list: FlatVector, tensors count: Int, to words: inout [Int32]
  ) throws(FormatError) -> TFLiteSubgraph.Operator {
    let table = try file.table(index, in: list)
    let code = Int(try file.number(0, of: table) as UInt32)
    guard model.operatorCodes.indices.contains(code) else {
      throw FormatError(
        .malformed("operator code \(code) of \(model.operatorCodes.count)"), at: table.position)
    }
    let inputs = try tensors(1, of: table, "inputs", count, mayBeLeftOut: true, to: &words)
    let outputs = try tensors(2, of: table, "outputs", count, to: &words)
    let kind: UInt8 = try file.number(3, of: table)
    if let layout = TFLiteOptionsLayout.layout(of: kind), let options = try file.table(4, of: table)
    {
      try layout.read(options, of: &file, to: &words)
    }
    return TFLiteSubgraph.Operator(
      code: code, inputs: inputs, outputs: outputs, optionsKind: kind,
      options: outputs.upperBound..<words.count)
  }

  /// Appends a list of tensors, each of which is there, and returns where it stands.
  private mutating func tensors(
    _ field: Int, of table: FlatTable, _ name: String, _ count: Int, mayBeLeftOut: Bool = false,
    to words: inout [Int32]
  ) throws(FormatError) -> Range<Int> {
    let start = words.count
    let lowest = mayBeLeftOut ? -1 : 0
    let place = try file.place(ofVector: field, of: table, elementSize: 4) ?? 0..<0
    for position in stride(from: place.lowerBound, to: place.upperBound, by: 4) {
      let tensor: Int32 = file.bytes.number(at: position, as: Int32.self)
      guard tensor >= lowest, tensor < count else {
        throw FormatError(
          .malformed("\(name): tensor \(tensor) of \(count)"), at: table.position)
      }
      words.append(tensor)
    }
    return start..<words.count
  }
}
