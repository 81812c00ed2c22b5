import ByteReading
import ComputationGraph
import ModelFormats

/// Translates an ONNX model into a blueprint.
///
/// ONNX is the blueprint's own vocabulary, so this is mostly a matter of names and numbers:
/// constants become weights, attributes lose what the graph record has no room for.
struct ONNXImporter: ~Escapable {
  private let file: RawSpan
  private let operatorSets: [ONNXOperatorSet]
  private let outline: ONNXGraphOutline
  private let costs: CostTable

  @_lifetime(copy file)
  init(_ file: RawSpan, _ outline: ONNXOutline, _ costs: CostTable) {
    self.file = file
    operatorSets = outline.operatorSets
    self.outline = outline.graph
    self.costs = costs
  }

  /// Fills an empty blueprint; `false`, and part of it filled, if there are graphs inside of nodes, for
  /// which it has no room.
  ///
  /// - Throws: ``FormatError`` for attributes and types that cannot be read, ``GraphError`` if the
  ///   model's names do not make a graph.
  func translate(into blueprint: inout Blueprint, _ memory: inout GraphMemory) throws -> Bool {
    guard !outline.nodes.isEmpty || !outline.outputs.isEmpty else {
      throw GraphError(.empty("the graph has no nodes and no outputs; expected a network"))
    }
    blueprint.name = outline.name.isEmpty ? nil : text(outline.name)
    blueprint.layout = "NCHW"
    for tensor in outline.initializers {
      try define(weight: tensor, named: tensor.name, in: &blueprint, &memory, by: "initializer")
    }
    for tensor in outline.sparseInitializers {
      let name = tensor.values.name
      try define(
        weight: tensor.whole, named: name, in: &blueprint, &memory, by: "sparse initializer")
    }
    for info in outline.inputs {
      let type = try type(of: info, &memory)
      let number = blueprint.number(of: file.extracting(info.name))
      // Old files list their initializers as inputs too.
      if blueprint.values[Int(number)].isWeight { continue }
      guard blueprint.define(number, Blueprint.Value(declared: type)) else {
        throw GraphError(.definedTwice(text(info.name)), node: "input")
      }
      blueprint.inputs.append(number)
    }
    guard try addNodes(to: &blueprint, &memory) else { return false }
    for info in outline.valueInfo { try hint(info, &blueprint, &memory) }
    for (position, info) in outline.outputs.enumerated() {
      guard let number = blueprint.names.find(file.extracting(info.name)) else {
        throw GraphError(.undefined(text(info.name)), node: "output \(position)")
      }
      blueprint.outputs.append(Int32(number))
      try hint(info, &blueprint, &memory)
    }
    return true
  }

  private func text(_ place: ONNXOutline.Place) -> String {
    file.extracting(place).text
  }

  private func addNodes(
    to blueprint: inout Blueprint, _ memory: inout GraphMemory
  ) throws -> Bool {
    memory.lexicon.begin(operatorSets)
    // Most nodes read what the one before computes, and weights in the order of their definition.
    var latestResult: Int32 = -1
    var latestWeight: Int32 = 0
    for node in outline.nodes.indices {
      let spelling = try spelling(of: node, &memory)
      if memory.lexicon.marks[Int(spelling)].hasGraphs { return false }
      let results = outline.nodes[node].results
      if memory.lexicon.marks[Int(spelling)].isConstant,
        let constant = memory.lexicon.spellings[Int(spelling)].constant,
        let first = results.first, !outline.results[first].isEmpty
      {
        _ = try define(first, constant, in: &blueprint, by: node)
        continue
      }
      let firstResult = Int32(blueprint.results.count)
      for index in results {
        let isWanted = !outline.results[index].isEmpty
        blueprint.results.append(
          isWanted ? try define(index, Blueprint.Value(), in: &blueprint, by: node) : -1)
      }
      let firstOperand = Int32(blueprint.operands.count)
      for index in outline.nodes[node].operands {
        let name = outline.operands[index]
        guard !name.isEmpty else {
          blueprint.operands.append(-1)
          continue
        }
        let isFirst = index == outline.nodes[node].operands.lowerBound
        let operand = blueprint.number(
          of: file.extracting(name), guess: isFirst ? latestResult : latestWeight + 1)
        if !isFirst { latestWeight = operand }
        blueprint.operands.append(operand)
      }
      if firstResult < Int32(blueprint.results.count) {
        latestResult = blueprint.results[Int(firstResult)]
      }
      let name = outline.nodes[node].name
      blueprint.nodes.append(
        Blueprint.Node(
          spelling: spelling,
          name: name.isEmpty ? -1 : Int32(blueprint.nodeNames.append(file.extracting(name))),
          operands: firstOperand..<Int32(blueprint.operands.count),
          results: firstResult..<Int32(blueprint.results.count)))
    }
    if blueprint.values.contains(where: { !$0.isDefined }) { try refuseUndefined(blueprint) }
    return true
  }

  /// Defines a result of a node.
  private func define(
    _ result: Int, _ value: Blueprint.Value, in blueprint: inout Blueprint, by node: Int
  ) throws(GraphError) -> Int32 {
    let name = file.extracting(outline.results[result])
    guard let number = blueprint.define(name, value) else {
      throw GraphError(.definedTwice(name.text), node: label(of: node))
    }
    return number
  }

  private func define(
    weight tensor: ONNXTensor, named name: String, in blueprint: inout Blueprint,
    _ memory: inout GraphMemory, by definer: String
  ) throws(GraphError) {
    let text = Array(name.utf8)
    guard blueprint.define(text.bytes, memory.weight(tensor, in: file)) != nil else {
      throw GraphError(.definedTwice(name), node: definer)
    }
  }

  /// The number of the type that the file gives a value.
  private func type(of info: ONNXGraphOutline.Value, _ memory: inout GraphMemory) throws -> Int32 {
    let bytes = file.extracting(info.type)
    if let known = memory.lexicon.find(onnxType: bytes) { return known }
    let number =
      switch try outline.type(of: info, in: file) {
      case .tensor(let element, let shape):
        memory.lexicon.number(
          ofType: shape?.map { DraftDimension($0) }, element, in: &memory.vocabulary)
      case .none, .other:
        memory.lexicon.number(ofType: nil, nil, in: &memory.vocabulary)
      }
    memory.lexicon.add(onnxType: bytes, as: number)
    return number
  }

  /// Takes what the file says of a value where nothing is said yet.
  private func hint(
    _ info: ONNXGraphOutline.Value, _ blueprint: inout Blueprint, _ memory: inout GraphMemory
  ) throws {
    let type = try type(of: info, &memory)
    guard let number = blueprint.names.find(file.extracting(info.name)),
      !blueprint.values[number].isWeight
    else { return }
    blueprint.values[number].declared = memory.lexicon.number(
      ofType: blueprint.values[number].declared, completedBy: type, in: &memory.vocabulary)
  }

  /// Says which node reads something that nothing defines.
  private func refuseUndefined(_ blueprint: Blueprint) throws(GraphError) {
    for node in outline.nodes.indices {
      for index in outline.nodes[node].operands where !outline.operands[index].isEmpty {
        let name = outline.operands[index]
        guard let number = blueprint.names.find(file.extracting(name)),
          !blueprint.values[number].isDefined
        else { continue }
        throw GraphError(.undefined(text(name)), node: label(of: node))
      }
    }
  }

  private func label(of node: Int) -> String {
    let name = outline.nodes[node].name
    let op = (try? outline.node(node, in: file))?.opType ?? ""
    return "node \(node) (\(op)" + (name.isEmpty ? ")" : " \"\(text(name))\")")
  }

  /// The number of the spelling of a node: all of it but its names.
  private func spelling(
    of node: Int, _ memory: inout GraphMemory
  ) throws(FormatError) -> Int32 {
    let bytes = file.extracting(outline.nodes[node].spelling)
    if let known = memory.lexicon.find(onnxSpelling: bytes) { return known }
    let spelling = spelling(of: try outline.node(node, in: file), &memory)
    return memory.lexicon.add(spelling, onnxSpelling: bytes)
  }

  private func spelling(of node: ONNXNode, _ memory: inout GraphMemory) -> Lexicon.Spelling {
    let isStandard = node.domain.isEmpty || node.domain == "ai.onnx"
    let op = isStandard ? node.opType : node.domain + "." + node.opType
    let opset =
      isStandard
      ? operatorSets.version() ?? 9 : operatorSets.version(ofDomain: node.domain) ?? 1
    var constant: Blueprint.Value?
    if node.domain.isEmpty, op == "Constant" {
      constant = memory.constant(node.attributes.first?.value, in: file)
    }
    var attributes: [Attribute] = []
    var notes: [String] = []
    for attribute in node.attributes { attributes.append(attribute, in: file, notes: &notes) }
    let traits = memory.lexicon.traits(of: op, costs)
    return Lexicon.Spelling(
      traits: traits, op: op, opset: Int(clamping: opset),
      attributes: traits.completed(attributes), notes: notes, constant: constant,
      hasGraphs: node.attributes.contains { $0.isGraph })
  }
}

extension ONNXAttribute {
  /// Whether it holds a graph, as control flow does.
  fileprivate var isGraph: Bool {
    if case .graph = value { true } else { false }
  }
}
