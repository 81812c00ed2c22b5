package import RecordStreams

extension Graph {
  private enum Key: Int {
    case kind, id, structure, name, family, layout, batch, inputs, weights, nodes, outputs, totals
    case source
  }

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
    var met = JSONKeySet()
    try scanner.readObject { (key, scanner) throws(JSONError) in
      switch key {
      case "kind":
        try met.insert(Key.kind, key)
        try scanner.readKind("graph")
      case "id":
        try met.insert(Key.id, key)
        id = try scanner.readOptionalText()
      case "structure":
        try met.insert(Key.structure, key)
        structure = try scanner.readOptionalText()
      case "name":
        try met.insert(Key.name, key)
        name = try scanner.readOptionalText()
      case "family":
        try met.insert(Key.family, key)
        family = try scanner.readOptionalText()
      case "layout":
        try met.insert(Key.layout, key)
        layout = try scanner.readOptionalText()
      case "batch":
        try met.insert(Key.batch, key)
        batch = try scanner.readOptionalCount(from: 1)
      case "inputs":
        try met.insert(Key.inputs, key)
        inputs = try scanner.readArray(ValueInfo.init(from:))
      case "weights":
        try met.insert(Key.weights, key)
        weights = try scanner.readArray(ValueInfo.init(from:))
      case "nodes":
        try met.insert(Key.nodes, key)
        nodes = try scanner.readArray(Node.init(from:))
      case "outputs":
        try met.insert(Key.outputs, key)
        outputs = try scanner.readArray(Operand.init(from:))
      case "totals":
        try met.insert(Key.totals, key)
        totals = try Cost(from: &scanner)
      case "source":
        try met.insert(Key.source, key)
        source = try Source(from: &scanner)
      default: _ = try scanner.readRaw()
      }
    }
    guard met.contains(Key.kind) else { throw .missing("kind", at: start) }
    guard met.contains(Key.nodes) else { throw .missing("nodes", at: start) }
  }

  /// Writes the record, without a newline.
  package func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("kind", "graph")
    writer.member("id", id)
    writer.member("structure", structure)
    writer.member("name", name)
    writer.member("family", family)
    writer.member("layout", layout)
    writer.member("batch", batch)
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
    writer.key("totals")
    writer.beginObject()
    totals.writeMembers(to: &writer)
    writer.endObject()
    if let source {
      writer.key("source")
      source.write(to: &writer)
    }
    writer.endObject()
  }
}

extension JSONScanner {
  /// Reads the value of the key `kind`, which must be this word.
  package mutating func readKind(_ kind: StaticString) throws(JSONError) {
    let found = try readString()
    guard found == kind else {
      throw JSONError(at: found.offset, found: "\"\(found.string)\"", expected: "\"\(kind)\"")
    }
  }
}
