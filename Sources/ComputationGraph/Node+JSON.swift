internal import RecordStreams

extension Node {
  init(from scanner: inout JSONScanner) throws(JSONError) {
    self.init(op: "")
    _ = try scanner.peek()
    let start = scanner.position
    var op: String?
    try scanner.readObject { (key, scanner) throws(JSONError) in
      switch key {
      case "op": op = try scanner.readString().string
      case "name": name = try scanner.readOptionalText()
      case "attributes": attributes = try Self.readAttributes(from: &scanner)
      case "inputs": inputs = try scanner.readArray(Operand.init(from:))
      case "weights": weights = try scanner.readArray(WeightUse.init(from:))
      case "outputs": outputs = try scanner.readArray(ValueInfo.init(from:))
      case "flops": cost.flops = try scanner.readOptionalCount()
      case "macs": cost.macs = try scanner.readOptionalCount()
      case "parameters": cost.parameters = try scanner.readOptionalCount()
      case "bytes": cost.bytes = try scanner.readOptionalCount()
      case "weight_bytes": cost.weightBytes = try scanner.readOptionalCount()
      case "notes":
        notes = try scanner.readArray { (scanner) throws(JSONError) in
          try scanner.readString().string
        }
      case "seed": seed = try scanner.readSeed()
      default: _ = try scanner.readRaw()
      }
    }
    guard let op else { throw .missing("op", at: start) }
    self.op = op
  }

  private static func readAttributes(
    from scanner: inout JSONScanner
  ) throws(JSONError) -> [Attribute] {
    var attributes: [Attribute] = []
    try scanner.readObject { (key, scanner) throws(JSONError) in
      let value = try AttributeValue(from: &scanner)
      attributes.append(Attribute(name: key.string, value: value))
    }
    let isSorted = zip(attributes, attributes.dropFirst()).allSatisfy { $0.name < $1.name }
    if !isSorted { attributes.sort { $0.name < $1.name } }
    return attributes
  }

  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("op", op)
    writer.member("name", name)
    writer.writeMember(attributes: attributes)
    writer.member("inputs", inputs) { $0.write(to: &$1) }
    writer.member("weights", weights, leavingOutEmpty: true) { $0.write(to: &$1) }
    writer.member("outputs", outputs) { $0.write(to: &$1) }
    cost.writeMembers(to: &writer)
    writer.member("notes", notes, leavingOutEmpty: true) { $1.string($0) }
    writer.seedMember(seed)
    writer.endObject()
  }
}

extension JSONWriter {
  /// Writes a node's attributes under their key.
  mutating func writeMember(attributes: [Attribute]) {
    key("attributes")
    beginObject()
    for index in attributes.indices {
      key(attributes[index].name)
      attributes[index].value.write(to: &self)
    }
    endObject()
  }
}
