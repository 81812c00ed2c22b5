internal import ByteReading
internal import ProtobufFormat

extension ONNXGraphOutline {
  /// Outlines a graph, in place of what was outlined before.
  mutating func read(_ message: ProtobufReader) throws(FormatError) {
    removeAll()
    var fields = message
    while let field = try fields.nextPlace() {
      switch field.number {
      case 1: try readNode(try bytes(of: field, in: "node", nodes.count), in: message)
      case 2: name = try field.bytes()
      case 5:
        do {
          let tensor = message.message(at: try field.bytes())
          initializers.append(try ONNXTensor(tensor, limits: ReadLimits()).checked())
        } catch {
          throw error.inside("initializer[\(initializers.count)]")
        }
      case 11: inputs.append(try value(field, inputs.count, of: "input", in: message))
      case 12: outputs.append(try value(field, outputs.count, of: "output", in: message))
      case 13: valueInfo.append(try value(field, valueInfo.count, of: "value_info", in: message))
      case 15:
        do {
          let tensor = message.message(at: try field.bytes())
          sparseInitializers.append(try ONNXSparseTensor(tensor, limits: ReadLimits()))
        } catch {
          throw error.inside("sparse_initializer[\(sparseInitializers.count)]")
        }
      default: break
      }
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

  private func bytes(
    of field: ProtobufPlace, in list: StaticString, _ position: Int
  ) throws(FormatError) -> Place {
    do {
      return try field.bytes()
    } catch {
      throw error.inside("\(list)[\(position)]")
    }
  }

  private mutating func readNode(
    _ place: Place, in message: ProtobufReader
  ) throws(FormatError) {
    var node = Node(
      message: place, operands: operands.count..<operands.count,
      results: results.count..<results.count)
    var fields = message.message(at: place)
    do {
      while let field = try fields.nextPlace() {
        switch field.number {
        case 1: operands.append(try field.bytes())
        case 2: results.append(try field.bytes())
        case 3: node.name = try field.bytes()
        case 4, 5, 7, 8:
          _ = try field.bytes()
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
    _ field: ProtobufPlace, _ position: Int, of list: StaticString,
    in message: ProtobufReader
  ) throws(FormatError) -> Value {
    do {
      var value = Value(message: try field.bytes(), list: list, position: position)
      var fields = message.message(at: value.message)
      while let field = try fields.nextPlace() {
        switch field.number {
        case 1: value.name = try field.bytes()
        case 2: value.type = try field.bytes()
        default: break
        }
      }
      return value
    } catch {
      throw error.inside("\(list)[\(position)]")
    }
  }
}

extension ONNXGraphOutline.Node {
  /// Takes a field to the spelling, which is given up if something else lies between.
  fileprivate mutating func extendSpelling(by field: Range<Int>) {
    if isSplit { return }
    isSplit = !spelling.isEmpty && spelling.upperBound != field.lowerBound
    let start = spelling.isEmpty ? field.lowerBound : spelling.lowerBound
    spelling = isSplit ? 0..<0 : start..<field.upperBound
  }
}

// These stand here because they are called for every field of a file, and would not be inlined from
// elsewhere.

extension ProtobufReader {
  /// Returns where the next field lies, or `nil` where the message ends.
  @inline(__always)
  fileprivate mutating func nextPlace() throws(FormatError) -> ProtobufPlace? {
    if let place = nextShortPlace() { return place }
    return try nextAnyPlace()
  }
}

extension ProtobufPlace {
  /// Where the bytes of a string or message lie; throws for a field of another kind.
  @inline(__always)
  fileprivate func bytes() throws(FormatError) -> Range<Int> {
    guard hasBytes else { throw refusal }
    return payload..<end
  }
}
