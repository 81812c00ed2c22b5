package import ByteReading
internal import ProtobufFormat

extension TensorFlowGraph {
  /// Reads a frozen graph (`GraphDef`).
  ///
  /// - Throws: ``FormatError`` if it is none.
  package init(graph file: RawSpan) throws(FormatError) {
    self.init()
    do {
      try read(graph: ProtobufReader(file))
    } catch { throw error.inside("GraphDef") }
  }

  /// Reads a `SavedModel`: its first graph, whose variables stay without contents.
  ///
  /// - Throws: ``FormatError`` if it is none.
  package init(savedModel file: RawSpan) throws(FormatError) {
    self.init()
    var reader = ProtobufReader(file)
    do {
      while let field = try reader.next() {
        guard field.number == 2 else { continue }
        try read(metaGraph: field.message())
        return
      }
    } catch { throw error.inside("SavedModel") }
    throw FormatError(.malformed("no graph; expected meta_graphs"), at: 0)
  }

  private mutating func read(metaGraph: consuming ProtobufReader) throws(FormatError) {
    var reader = metaGraph
    do {
      while let field = try reader.next() {
        switch field.number {
        case 2: try read(graph: field.message())
        case 5: signatures.append(try TensorFlowSignature(entry: field.message()))
        default: break
        }
      }
    } catch { throw error.inside("meta_graphs[0]") }
    signatures.sort { $0.name < $1.name }
  }

  private mutating func read(graph: consuming ProtobufReader) throws(FormatError) {
    var reader = graph
    while let field = try reader.next() {
      switch field.number {
      case 1:
        do {
          nodes.append(try TensorFlowNode(field.message()))
        } catch { throw error.inside("node[\(nodes.count)]") }
      case 2: try read(library: field.message())
      default: break
      }
    }
  }

  private mutating func read(library: consuming ProtobufReader) throws(FormatError) {
    var reader = library
    while let field = try reader.next() {
      guard field.number == 1 else { continue }
      do {
        functions.append(try TensorFlowFunction(field.message()))
      } catch { throw error.inside("library.function[\(functions.count)]") }
    }
  }
}

extension TensorFlowNode {
  fileprivate init(_ message: consuming ProtobufReader) throws(FormatError) {
    self.init()
    var reader = message
    while let field = try reader.next() {
      switch field.number {
      case 1: name = try field.text()
      case 2: op = try field.text()
      case 3: inputs.append(try field.text())
      case 5:
        let entry = try TensorFlowEntry(field.message())
        attributes[entry.key] = entry.value
      default: break
      }
    }
  }
}

/// An attribute with its name.
private struct TensorFlowEntry {
  var key = ""
  var value: TensorFlowValue?

  init(_ message: consuming ProtobufReader) throws(FormatError) {
    var reader = message
    while let field = try reader.next() {
      switch field.number {
      case 1: key = try field.text()
      case 2:
        do {
          value = try TensorFlowValue(field.message())
        } catch { throw error.inside("attr[\"\(key)\"]") }
      default: break
      }
    }
  }
}

extension TensorFlowFunction {
  fileprivate init(_ message: consuming ProtobufReader) throws(FormatError) {
    self.init()
    var reader = message
    while let field = try reader.next() {
      switch field.number {
      case 1: try read(signature: field.message())
      case 3:
        do {
          nodes.append(try TensorFlowNode(field.message()))
        } catch { throw error.inside("node_def[\(nodes.count)]") }
      case 4:
        let (key, value) = try Self.pair(field.message())
        returns[key] = value
      default: break
      }
    }
  }

  private mutating func read(signature: consuming ProtobufReader) throws(FormatError) {
    var reader = signature
    while let field = try reader.next() {
      switch field.number {
      case 1: name = try field.text()
      case 2: arguments.append(try Self.name(of: field.message()))
      case 3: results.append(try Self.name(of: field.message()))
      default: break
      }
    }
  }

  private static func name(of argument: consuming ProtobufReader) throws(FormatError) -> String {
    var reader = argument
    var name = ""
    while let field = try reader.next() {
      if field.number == 1 { name = try field.text() }
    }
    return name
  }

  private static func pair(
    _ message: consuming ProtobufReader
  ) throws(FormatError) -> (key: String, value: String) {
    var reader = message
    var (key, value) = ("", "")
    while let field = try reader.next() {
      switch field.number {
      case 1: key = try field.text()
      case 2: value = try field.text()
      default: break
      }
    }
    return (key, value)
  }
}

extension TensorFlowSignature {
  fileprivate init(entry message: consuming ProtobufReader) throws(FormatError) {
    self.init()
    var outputs: [(key: String, tensor: String)] = []
    var reader = message
    while let field = try reader.next() {
      switch field.number {
      case 1: name = try field.text()
      case 2:
        var signature = try field.message()
        while let part = try signature.next() {
          guard part.number == 2 else { continue }
          outputs.append(try Self.tensor(part.message()))
        }
      default: break
      }
    }
    self.outputs = outputs.sorted { $0.key < $1.key }.map(\.tensor)
  }

  /// The name of a result, and that of the tensor behind it.
  private static func tensor(
    _ entry: consuming ProtobufReader
  ) throws(FormatError) -> (key: String, tensor: String) {
    var reader = entry
    var (key, tensor) = ("", "")
    while let field = try reader.next() {
      switch field.number {
      case 1: key = try field.text()
      case 2:
        var info = try field.message()
        while let part = try info.next() {
          if part.number == 1 { tensor = try part.text() }
        }
      default: break
      }
    }
    return (key, tensor)
  }
}
