package import RecordStreams

extension Graph {
  /// Reads a record of kind `graph`; keys that are not known are dropped, and `edges`, which follow
  /// from the nodes, are not looked at.
  ///
  /// Every operand and weight is there when this returns, and nodes come after their operands.
  package init(json: RawSpan) throws(RecordError) {
    do throws(JSONError) {
      var scanner = JSONScanner(json)
      try self.init(from: &scanner)
      try scanner.finish()
    } catch {
      throw RecordError(error)
    }
    try checkReferences()
  }

  private init(from scanner: inout JSONScanner) throws(JSONError) {
    self.init()
    _ = try scanner.peek()
    let start = scanner.position
    var kind: StaticString?
    var nodes: [Node]?
    try scanner.readObject { (key, scanner) throws(JSONError) in
      switch key {
      case "kind": kind = try scanner.readKind("graph")
      case "id": id = try scanner.readOptionalText()
      case "structure": structure = try scanner.readOptionalText()
      case "name": name = try scanner.readOptionalText()
      case "family": family = try scanner.readOptionalText()
      case "layout": layout = try scanner.readOptionalText()
      case "batch": batch = try scanner.readOptionalCount(from: 1)
      case "inputs": inputs = try scanner.readArray(ValueInfo.init(from:))
      case "weights": weights = try scanner.readArray(ValueInfo.init(from:))
      case "nodes": nodes = try scanner.readArray(Node.init(from:))
      case "outputs": outputs = try scanner.readArray(Operand.init(from:))
      case "totals": totals = try Cost(from: &scanner)
      case "source": source = try Source(from: &scanner)
      case "seed": seed = try scanner.readSeed()
      default: _ = try scanner.readRaw()
      }
    }
    guard kind != nil else { throw .missing("kind", at: start) }
    guard let nodes else { throw .missing("nodes", at: start) }
    self.nodes = nodes
  }

  /// Writes the record, without a newline.
  package func write(to writer: inout JSONWriter) {
    writer.beginGraph(id, structure)
    writer.describeGraph(name, family: family, layout: layout, batch: batch)
    writer.member("inputs", inputs) { $0.write(to: &$1) }
    writer.member("weights", weights) { $0.write(to: &$1) }
    writer.member("nodes", nodes) { $0.write(to: &$1) }
    writer.member("outputs", outputs) { $0.write(to: &$1) }
    writer.key("edges")
    writer.beginArray()
    for edge in edges {
      writer.beginArray()
      writer.int(edge.from)
      writer.int(edge.to)
      writer.endArray()
    }
    writer.endArray()
    writer.endGraph(totals, source, seed)
  }
}

extension JSONScanner {
  /// Reads the value of the key `kind`, which must be this word, and returns it.
  package mutating func readKind(_ kind: StaticString) throws(JSONError) -> StaticString {
    let found = try readString()
    guard found == kind else {
      throw JSONError(at: found.offset, found: "\"\(found.string)\"", expected: "\"\(kind)\"")
    }
    return kind
  }
}
