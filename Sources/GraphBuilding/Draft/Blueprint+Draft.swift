import ByteReading
import ComputationGraph

extension Blueprint {
  /// Takes over an importer's draft; the blueprint must be empty.
  mutating func read(
    _ draft: GraphDraft, _ memory: inout GraphMemory, _ costs: CostTable
  ) {
    name = draft.name
    layout = draft.layout
    seed = draft.seed
    for value in draft.values {
      let text = Array(value.name.utf8)
      _ = names.append(text.bytes)
      values.append(Value(value, &memory))
    }
    for node in draft.nodes { append(node, &memory, costs) }
    inputs += draft.inputs.map { Int32($0) }
    outputs += draft.outputs.map { Int32($0) }
  }

  private mutating func append(
    _ node: GraphDraft.Node, _ memory: inout GraphMemory, _ costs: CostTable
  ) {
    let spelling = memory.lexicon.spelling(of: node, costs)
    let firstOperand = Int32(operands.count)
    operands += node.operands.map { Int32($0) }
    let firstResult = Int32(results.count)
    results += node.outputs.map { Int32($0) }
    var name: Int32 = -1
    if !node.name.isEmpty {
      let text = Array(node.name.utf8)
      name = Int32(nodeNames.append(text.bytes))
    }
    nodes.append(
      Node(
        spelling: spelling, name: name,
        seed: node.seed.map { Int32(seeds.append($0.bytes)) } ?? -1,
        operands: firstOperand..<Int32(operands.count),
        results: firstResult..<Int32(results.count)))
  }
}

extension Lexicon {
  /// The number of a node's operator with its attributes and notes.
  mutating func spelling(of node: GraphDraft.Node, _ costs: CostTable) -> Int32 {
    let key = node.spellingKey
    if node.bodies.isEmpty, let known = find(spelling: key) { return known }
    let traits = traits(of: node.op, costs)
    var spelling = Spelling(
      traits: traits, op: node.op, opset: node.opset, attributes: traits.completed(node.attributes),
      notes: node.notes, constant: nil)
    guard !node.bodies.isEmpty else { return add(spelling, as: key) }
    spelling.bodies = node.bodies
    return add(unlike: spelling)
  }
}

extension Blueprint.Value {
  /// Takes over a draft's value.
  init(_ value: GraphDraft.Value, _ memory: inout GraphMemory) {
    if value.shape != nil || value.type != nil {
      declared = memory.lexicon.number(ofType: value.shape, value.type, in: &memory.vocabulary)
    }
    constant = value.constant.map { memory.facts.number(of: $0) } ?? -1
    isWeight = value.isWeight
    isParameter = value.isParameter
    isDefined = true
  }
}

extension GraphDraft.Node {
  /// Bytes that stand for all of the node but its name and its connections. The first byte is none
  /// that a key of an ONNX node begins with.
  fileprivate var spellingKey: [UInt8] {
    var key: [UInt8] = []
    key.reserveCapacity(256)
    key.append(UInt8(ascii: "D"))
    key.append(number: UInt64(bitPattern: Int64(opset)))
    key.append(text: op)
    for attribute in attributes {
      key.append(text: attribute.name)
      switch attribute.value {
      case .int(let value): key.append(list: "i", [value]) { UInt64(bitPattern: $0) }
      case .float(let value): key.append(list: "f", [value]) { UInt64($0.bitPattern) }
      case .ints(let values): key.append(list: "I", values) { UInt64(bitPattern: $0) }
      case .floats(let values): key.append(list: "F", values) { UInt64($0.bitPattern) }
      case .string(let value): key.append(texts: "s", [value])
      case .strings(let values): key.append(texts: "S", values)
      }
    }
    key.append(texts: "n", notes)
    return key
  }
}

extension [UInt8] {
  /// Appends a number, small ones in few bytes, so that where it ends can be told.
  mutating func append(number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(truncatingIfNeeded: rest))
  }

  fileprivate mutating func append(text: String) {
    append(number: UInt64(text.utf8.count))
    append(utf8: text)
  }

  fileprivate mutating func append(texts kind: Unicode.Scalar, _ texts: [String]) {
    append(UInt8(ascii: kind))
    append(number: UInt64(texts.count))
    for text in texts { append(text: text) }
  }

  fileprivate mutating func append<Item>(
    list kind: Unicode.Scalar, _ items: [Item], _ bits: (Item) -> UInt64
  ) {
    append(UInt8(ascii: kind))
    append(number: UInt64(items.count))
    for item in items { append(number: bits(item)) }
  }
}
