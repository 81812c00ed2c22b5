import ByteReading
import ComputationGraph
import ModelFormats

/// Translates an ONNX model into a draft, value by value: the way for models with functions, or with
/// graphs inside of nodes, which the blueprint has no room for.
///
/// A function's nodes take the place of each node that calls it. The body of If, Loop or Scan becomes a
/// ``ControlBody`` that reads everything through its inputs: what it captures from around, and its own
/// weights, are further operands of the node.
package struct ONNXDraft: ~Escapable {
  /// What a body reads besides its formal inputs.
  enum Captured {
    /// A value of the graph around it.
    case name(String)
    /// A weight that lies in the body.
    case weight(GraphDraft.Value)
  }

  let file: RawSpan
  let costs: CostTable
  let functions: [ONNXFunctionKey: ONNXFunction]
  /// How many bodies lie around this one; 0 for the model's own graph.
  let depth: Int
  var draft = GraphDraft()
  /// What a body reads besides its formal inputs, in the order of its inputs after those.
  private(set) var captured: [Captured] = []
  /// The values that have a name at this place.
  var numbers: [String: Int] = [:]
  var operatorSets: [ONNXOperatorSet]
  /// What stands for the attributes that a function's nodes refer to.
  var arguments: [String: ONNXAttribute.Value] = [:]
  /// How many more nodes functions may unfold to.
  var budget = Self.unfoldedLimit
  /// How many calls of functions are being unfolded.
  var calls = 0

  static let unfoldedLimit = 1 << 18

  /// Reads a model file.
  ///
  /// - Throws: ``FormatError`` if it is no ONNX model, ``GraphError`` if its names do not make a graph.
  package static func draft(_ file: RawSpan, _ costs: CostTable) throws -> GraphDraft {
    let model = try ONNXModel(file)
    guard !model.graph.nodes.isEmpty || !model.graph.outputs.isEmpty else {
      throw GraphError(.empty("the graph has no nodes and no outputs; expected a network"))
    }
    var functions: [ONNXFunctionKey: ONNXFunction] = [:]
    for function in model.functions { functions[ONNXFunctionKey(function)] = function }
    var translation = ONNXDraft(
      file, costs, functions: functions, operatorSets: model.operatorSets, depth: 0)
    translation.draft.name = model.graph.name.isEmpty ? nil : model.graph.name
    translation.draft.layout = "NCHW"
    try translation.add(model.graph)
    return translation.draft
  }

  @_lifetime(copy file)
  init(
    _ file: RawSpan, _ costs: CostTable, functions: [ONNXFunctionKey: ONNXFunction],
    operatorSets: [ONNXOperatorSet], depth: Int
  ) {
    self.file = file
    self.costs = costs
    self.functions = functions
    self.operatorSets = operatorSets
    self.depth = depth
  }

  /// Takes over a whole graph; of a body, what it captures has been defined.
  mutating func add(_ graph: ONNXGraph) throws(GraphError) {
    // An initializer of a body that is an input as well is what the input is unless it is given.
    for tensor in graph.initializers where depth == 0 || numbers[tensor.name] == nil {
      let value = GraphDraft.Value(tensor, named: tensor.name, in: file)
      try define(tensor.name, addWeight(value), by: "initializer")
    }
    for tensor in graph.sparseInitializers {
      let value = GraphDraft.Value(tensor.whole, named: tensor.values.name, in: file)
      try define(tensor.values.name, addWeight(value), by: "sparse initializer")
    }
    if depth == 0 { try addInputs(graph.inputs) }
    try add(graph.nodes)
    for info in graph.valueInfo { hint(info) }
    for (position, info) in graph.outputs.enumerated() {
      guard let number = numbers[info.name] else {
        throw GraphError(.undefined(info.name), node: "output \(position)")
      }
      draft.outputs.append(number)
      hint(info)
    }
  }

  /// Defines the inputs of a graph; old files list their initializers as inputs too.
  mutating func addInputs(_ inputs: [ONNXValueInfo]) throws(GraphError) {
    for info in inputs where numbers[info.name].map({ !draft.values[$0].isWeight }) ?? true {
      let number = addValue(
        GraphDraft.Value(
          name: info.name, shape: info.shape?.map { DraftDimension($0) }, type: info.elementType))
      try define(info.name, number, by: "input")
      draft.inputs.append(number)
    }
  }

  /// Defines what a body captures from around.
  mutating func capture(_ names: [String]) throws(GraphError) {
    for name in names {
      let number = addValue(GraphDraft.Value(name: name))
      try define(name, number, by: "body")
      draft.inputs.append(number)
      captured.append(.name(name))
    }
  }

  mutating func addValue(_ value: GraphDraft.Value) -> Int {
    draft.values.append(value)
    return draft.values.count - 1
  }

  /// Adds a weight; a body gets it from around, so that it is counted there.
  mutating func addWeight(_ value: GraphDraft.Value) -> Int {
    let number = addValue(value)
    guard depth > 0 else { return number }
    draft.values[number].isWeight = false
    draft.values[number].constant = nil
    draft.inputs.append(number)
    captured.append(.weight(value))
    return number
  }

  mutating func define(
    _ name: String, _ number: Int, by definer: @autoclosure () -> String
  ) throws(GraphError) {
    guard numbers.updateValue(number, forKey: name) == nil else {
      throw GraphError(.definedTwice(name), node: definer())
    }
  }

  mutating func hint(_ info: ONNXValueInfo) {
    guard let number = numbers[info.name], number >= 0, !draft.values[number].isWeight else {
      return
    }
    if draft.values[number].shape == nil {
      draft.values[number].shape = info.shape?.map { DraftDimension($0) }
    }
    if draft.values[number].type == nil { draft.values[number].type = info.elementType }
  }
}
