internal import ComputationGraph
internal import ProtobufFormat

extension ONNXGraphWriting {
  /// Writes a node, and before it the constants that its attributes become.
  mutating func append(_ node: Node, at index: Int) throws(ONNXWriteError) {
    let place = "node \(index) (\(node.op))"
    if let obstacle = ONNXOperatorVersion.obstacle(node) {
      throw ONNXWriteError(place: place, reason: obstacle)
    }
    let moves = ONNXMovedAttributes.moves(of: node.op, version: version)
    var operands = operandNames(of: node)
    for move in moves {
      guard let value = node.attribute(move.attribute) else { continue }
      while operands.count <= move.position { operands.append("") }
      let type = move.followsResult ? node.outputs.first?.type : nil
      guard operands[move.position].isEmpty,
        let constant = ONNXConstant(value, type: type, isList: move.isList)
      else {
        throw ONNXWriteError(
          place: place, reason: "attribute \(move.attribute) cannot be operand \(move.position)")
      }
      let name = names.unique(nil, "node\(index).\(move.attribute)")
      operands[move.position] = name
      fields.write(5) { constant.write(name: name, to: &$0) }
    }
    let (domain, op) = node.op.domainAndName
    if !domains.contains(where: { $0.domain == domain }) { domains.append((domain, 1)) }
    let moved = moves.map(\.attribute)
    let attributes = node.attributes.filter { !moved.contains($0.name) && isWritten($0, of: node) }
    fields.write(1) { message in
      for operand in operands { message.write(1, text: operand) }
      for output in names.outputs[index] { message.write(2, text: output) }
      if let name = node.name { message.write(3, text: name) }
      message.write(4, text: op)
      message.append(attributes)
      if !domain.isEmpty { message.write(7, text: domain) }
    }
  }

  /// Whether the operator set has the attribute.
  private func isWritten(_ attribute: Attribute, of node: Node) -> Bool {
    !(node.op == "AveragePool" && attribute.name == "dilations" && version < 19)
  }

  /// The names of all operands by position; empty for those that attributes spell out.
  private mutating func operandNames(of node: Node) -> [String] {
    var operands: [String] = []
    var data = node.inputs.makeIterator()
    var uses = node.weights.makeIterator()
    var use = uses.next()
    while true {
      if let next = use, next.position == operands.count {
        use = uses.next()
        operands.append(name(of: next, in: node))
      } else if let operand = data.next() {
        operands.append(names.name(of: operand))
      } else {
        return operands
      }
    }
  }

  /// The name of a weight, whose role is noted; empty if the node's attributes spell it out.
  private mutating func name(of use: WeightUse, in node: Node) -> String {
    guard
      !AttributeOperands.isFolded(
        op: node.op, attributes: node.attributes, position: use.position)
    else { return "" }
    let fixed = ONNXWeightRole.fixed(
      op: node.op, position: use.position, isTransposed: node.attribute("transB") == .int(1))
    if fixed == nil { isFixed[use.weight] = false }
    if roles[use.weight] == nil {
      roles[use.weight] = fixed ?? .likely(op: node.op, position: use.position)
    }
    return names.weights[use.weight]
  }
}

extension ProtobufWriter {
  /// Writes a node's attributes. Where a record has a tensor's elements as a list, their type
  /// stands beside them in `…_type`.
  fileprivate mutating func append(_ attributes: [Attribute]) {
    for attribute in attributes {
      let typeName = attribute.name + "_type"
      if case .string(let name)? = attributes.first(where: { $0.name == typeName })?.value,
        let type = ElementType(rawValue: name),
        let tensor = ONNXConstant(attribute.value, type: type, isList: true)
      {
        write(5, name: attribute.name, tensor: tensor)
      } else if !attributes.contains(where: { $0.name + "_type" == attribute.name }) {
        write(5, attribute: attribute)
      }
    }
  }
}

extension String {
  /// `com.microsoft.FusedConv` is FusedConv of the domain com.microsoft.
  fileprivate var domainAndName: (domain: String, name: String) {
    guard let dot = lastIndex(of: ".") else { return ("", self) }
    return (String(self[..<dot]), String(self[index(after: dot)...]))
  }
}
