internal import RecordStreams

extension Node {
  private enum Key: Int {
    case op, name, attributes, inputs, weights, outputs, flops, macs, parameters, bytes, notes
  }

  init(from scanner: inout JSONScanner) throws(JSONError) {
    self.init(op: "")
    _ = try scanner.peek()
    let start = scanner.position
    var met = JSONKeySet()
    try scanner.readObject { (key, scanner) throws(JSONError) in
      switch key {
      case "op":
        try met.insert(Key.op, key)
        op = try scanner.readString().string
      case "name":
        try met.insert(Key.name, key)
        name = try scanner.readOptionalText()
      case "attributes":
        try met.insert(Key.attributes, key)
        attributes = try Self.readAttributes(from: &scanner)
      case "inputs":
        try met.insert(Key.inputs, key)
        inputs = try scanner.readArray(Operand.init(from:))
      case "weights":
        try met.insert(Key.weights, key)
        weights = try scanner.readArray(WeightUse.init(from:))
      case "outputs":
        try met.insert(Key.outputs, key)
        outputs = try scanner.readArray(ValueInfo.init(from:))
      case "flops":
        try met.insert(Key.flops, key)
        cost.flops = try scanner.readOptionalCount()
      case "macs":
        try met.insert(Key.macs, key)
        cost.macs = try scanner.readOptionalCount()
      case "parameters":
        try met.insert(Key.parameters, key)
        cost.parameters = try scanner.readOptionalCount()
      case "bytes":
        try met.insert(Key.bytes, key)
        cost.bytes = try scanner.readOptionalCount()
      case "notes":
        try met.insert(Key.notes, key)
        notes = try scanner.readArray { (scanner) throws(JSONError) in
          try scanner.readString().string
        }
      default: _ = try scanner.readRaw()
      }
    }
    guard met.contains(Key.op) else { throw .missing("op", at: start) }
  }

  private static func readAttributes(
    from scanner: inout JSONScanner
  ) throws(JSONError) -> [Attribute] {
    _ = try scanner.peek()
    let start = scanner.position
    var attributes: [Attribute] = []
    try scanner.readObject { (key, scanner) throws(JSONError) in
      let value = try AttributeValue(from: &scanner)
      attributes.append(Attribute(name: key.string, value: value))
    }
    let isSorted = zip(attributes, attributes.dropFirst()).allSatisfy { $0.name < $1.name }
    guard !isSorted else { return attributes }
    attributes.sort { $0.name < $1.name }
    for (left, right) in zip(attributes, attributes.dropFirst()) where left.name == right.name {
      throw JSONError(at: start, found: "\"\(left.name)\" again", expected: "each key once")
    }
    return attributes
  }

  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("op", op)
    writer.member("name", name)
    writer.key("attributes")
    writer.beginObject()
    for attribute in attributes {
      writer.key(attribute.name)
      attribute.value.write(to: &writer)
    }
    writer.endObject()
    writer.member("inputs", inputs) { $0.write(to: &$1) }
    writer.member("weights", weights, leavingOutEmpty: true) { $0.write(to: &$1) }
    writer.member("outputs", outputs) { $0.write(to: &$1) }
    cost.writeMembers(to: &writer)
    writer.member("notes", notes, leavingOutEmpty: true) { $1.string($0) }
    writer.endObject()
  }
}
