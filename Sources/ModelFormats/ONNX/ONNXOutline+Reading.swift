package import ByteReading
internal import ProtobufFormat

extension ONNXOutline {
  /// Outlines a whole model file, in place of what was outlined before.
  package mutating func read(_ file: RawSpan) throws(FormatError) {
    try ModelKind.requireONNX(ModelKind.sniff(file))
    do {
      try readModel(file)
    } catch {
      throw error.inside("ModelProto")
    }
  }

  private mutating func readModel(_ file: RawSpan) throws(FormatError) {
    var fields = ProtobufReader(file)
    var hasGraph = false
    var functions = 0
    removeAll()
    operatorSets.removeAll(keepingCapacity: true)
    while let field = try fields.next() {
      switch field.number {
      case 1: _ = try field.int64()
      case 2, 3, 4: _ = try field.bytes()
      case 7:
        // Of several graphs the last counts.
        removeAll()
        hasGraph = true
        do {
          let bytes = try field.bytes()
          try readGraph(field.offset..<field.offset + bytes.byteCount, in: file)
        } catch {
          throw error.inside("graph")
        }
      case 8: operatorSets.append(try ONNXOperatorSet(try field.message()))
      case 25:
        // Functions are not outlined, but a file with a damaged one is a damaged file.
        do {
          _ = try ONNXFunction(try field.message(), limits: ReadLimits())
        } catch {
          throw error.inside("functions[\(functions)]")
        }
        functions += 1
      default: break
      }
    }
    guard hasGraph else {
      throw FormatError(.malformed("no graph; is it an ONNX model?"), at: fields.offset)
    }
  }

  private mutating func removeAll() {
    name = 0..<0
    nodes.removeAll(keepingCapacity: true)
    operands.removeAll(keepingCapacity: true)
    results.removeAll(keepingCapacity: true)
    initializers.removeAll(keepingCapacity: true)
    sparseInitializers.removeAll(keepingCapacity: true)
    inputs.removeAll(keepingCapacity: true)
    outputs.removeAll(keepingCapacity: true)
    valueInfo.removeAll(keepingCapacity: true)
  }

  private mutating func readGraph(_ graph: Range<Int>, in file: RawSpan) throws(FormatError) {
    var reader = ProtobufReader(file, at: graph)
    var fields: [ProtobufPlace] = []
    swap(&fields, &graphFields)
    defer { swap(&fields, &graphFields) }
    try reader.list(in: &fields)
    for field in fields {
      switch field.number {
      case 1: try readNode(try bytes(of: field, in: "node", nodes.count), in: file)
      case 2: name = try field.bytes()
      case 5:
        do {
          let message = ProtobufReader(file, at: try field.bytes())
          initializers.append(try ONNXTensor(message, limits: ReadLimits()).checked())
        } catch {
          throw error.inside("initializer[\(initializers.count)]")
        }
      case 11: inputs.append(try value(field, inputs.count, of: "input", in: file))
      case 12: outputs.append(try value(field, outputs.count, of: "output", in: file))
      case 13: valueInfo.append(try value(field, valueInfo.count, of: "value_info", in: file))
      case 15:
        do {
          let message = ProtobufReader(file, at: try field.bytes())
          sparseInitializers.append(try ONNXSparseTensor(message, limits: ReadLimits()))
        } catch {
          throw error.inside("sparse_initializer[\(sparseInitializers.count)]")
        }
      default: break
      }
    }
  }

  private func bytes(
    of field: ProtobufPlace, in list: StaticString, _ position: Int
  ) throws(FormatError) -> Range<Int> {
    do {
      return try field.bytes()
    } catch {
      throw error.inside("\(list)[\(position)]")
    }
  }

  private mutating func readNode(_ message: Range<Int>, in file: RawSpan) throws(FormatError) {
    var node = Node(
      message: message, operands: operands.count..<operands.count,
      results: results.count..<results.count)
    var reader = ProtobufReader(file, at: message)
    do {
      try reader.list(in: &fields)
      for field in fields {
        switch field.number {
        case 1: operands.append(try field.bytes())
        case 2: results.append(try field.bytes())
        case 3: node.name = try field.bytes()
        case 4, 5, 7, 8:
          if field.kind != .bytes { _ = try field.bytes() }
          node.extendSpelling(by: field.start..<field.end)
        default: break
        }
      }
    } catch {
      throw error.inside("node[\(nodes.count)]")
    }
    node.operands = node.operands.lowerBound..<operands.count
    node.results = node.results.lowerBound..<results.count
    nodes.append(node)
  }

  private mutating func value(
    _ field: ProtobufPlace, _ position: Int, of list: StaticString, in file: RawSpan
  ) throws(FormatError) -> Value {
    var value = Value(list: list, position: position)
    do {
      var reader = ProtobufReader(file, at: try field.bytes())
      try reader.list(in: &fields)
      for field in fields {
        switch field.number {
        case 1: value.name = try field.bytes()
        case 2: value.type = try field.bytes()
        default: break
        }
      }
    } catch {
      throw error.inside("\(list)[\(position)]")
    }
    return value
  }
}

extension ONNXOutline.Node {
  /// Takes a field to the spelling, which is given up if something else lies between.
  fileprivate mutating func extendSpelling(by field: Range<Int>) {
    if isSplit { return }
    isSplit = !spelling.isEmpty && spelling.upperBound != field.lowerBound
    let start = spelling.isEmpty ? field.lowerBound : spelling.lowerBound
    spelling = isSplit ? 0..<0 : start..<field.upperBound
  }
}

extension ProtobufReader {
  /// Starts at the first byte of a message that lies in a file.
  @_lifetime(copy file)
  fileprivate init(_ file: RawSpan, at place: Range<Int>) {
    self.init(file.extracting(place), origin: place.lowerBound)
  }
}
