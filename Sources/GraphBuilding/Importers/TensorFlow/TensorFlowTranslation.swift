import ComputationGraph
import ModelFormats

/// A draft that grows by one TensorFlow operator after the other.
struct TensorFlowTranslation: DraftTranslation {
  /// Translates one operator; `false` if this one cannot be told in ONNX's words.
  typealias Rule = @Sendable (inout TensorFlowTranslation, TensorFlowOperator) -> Bool

  var draft = GraphDraft()
  private(set) var name = ""
  let costs: CostTable
  /// How many branches and loops lie around the program.
  let nesting: Int
  private let flow: TensorFlowFlow
  /// How often each output of a node is read or handed out.
  private var uses: [TensorFlowFlow.Value: Int] = [:]
  /// The number of outputs of each node that somebody asks for.
  private var arity: [Int] = []
  /// The values behind the outputs of each node.
  private var values: [[Int]] = []
  /// How often each value of the draft is read.
  private var readers: [Int: Int] = [:]
  /// The node that computes a value.
  private var producers: [Int: Int] = [:]
  /// Weights in another form, by what they are made of.
  private var reformed: [String: Int] = [:]

  /// The draft of a program.
  static func draft(
    of flow: TensorFlowFlow, _ costs: CostTable, nesting: Int = 0
  ) -> GraphDraft {
    var translation = TensorFlowTranslation(flow, costs, nesting)
    translation.translate()
    return translation.draft
  }

  private init(_ flow: TensorFlowFlow, _ costs: CostTable, _ nesting: Int) {
    self.flow = flow
    self.costs = costs
    self.nesting = nesting
    arity = Array(repeating: 1, count: flow.nodes.count)
    for value in flow.nodes.flatMap({ $0.operands.compactMap { $0 } }) + flow.results {
      uses[value, default: 0] += 1
      arity[value.node] = max(arity[value.node], value.output + 1)
    }
    values.reserveCapacity(flow.nodes.count)
  }

  private mutating func translate() {
    let isChannelsFirst = flow.nodes.contains { node in
      node.attributes["data_format"].map { $0 == .text("NCHW") || $0 == .text("NCDHW") } ?? false
    }
    draft.layout = isChannelsFirst ? "NCHW" : "NHWC"
    for (number, node) in flow.nodes.enumerated() { translate(node, number) }
    draft.outputs = flow.results.map(number)
  }

  private func number(of value: TensorFlowFlow.Value?) -> Int {
    guard let value, values[value.node].indices.contains(value.output) else { return -1 }
    return values[value.node][value.output]
  }

  private mutating func translate(_ node: TensorFlowFlow.Node, _ number: Int) {
    name = node.name
    if flow.inputs.contains(number) {
      draft.values.append(
        GraphDraft.Value(
          name: name, shape: inputShape(of: number), type: inputType(of: number)))
      draft.inputs.append(draft.values.count - 1)
      return values.append([draft.values.count - 1])
    }
    if let weight = TensorFlowWeight.value(of: node) {
      draft.values.append(weight)
      return values.append([draft.values.count - 1])
    }
    let inputs = node.operands.map(self.number)
    if Self.handingOn.contains(node.op), let first = inputs.first, first >= 0,
      draft.values[first].isWeight
    {
      return values.append(inputs)
    }
    let outputs = outputs(of: node, number).enumerated().map { output, value in
      node.isUnchanged(output) ? inputs[output] : value
    }
    values.append(outputs)
    for (output, value) in outputs.enumerated() where value >= 0 {
      let uses = uses[TensorFlowFlow.Value(node: number, output: output)] ?? 0
      readers[value, default: 0] += uses
    }
    apply(node, inputs, outputs)
  }

  /// Operators that hand a weight on as it is.
  private static let handingOn: Set<String> = [
    "CheckNumerics", "EnsureShape", "Enter", "Identity", "PreventGradient", "ReadVariableOp",
    "RefIdentity", "Snapshot", "StopGradient",
  ]

  private mutating func outputs(of node: TensorFlowFlow.Node, _ number: Int) -> [Int] {
    var hints: [[Int64]?] = []
    // Of a list the file says that it is a scalar.
    if case .shapes(let shapes)? = node.attributes["_output_shapes"], node.bodies.isEmpty,
      !node.op.hasPrefix("TensorList")
    {
      hints = shapes
    }
    var count = arity[number]
    for key in ["num_split", "num"] {
      if case .int(let parts)? = node.attributes[key], 1...Int64(TensorFlowPorts.limit) ~= parts {
        count = max(count, Int(parts))
      }
    }
    return (0..<count).map { output in
      let isRead = uses[TensorFlowFlow.Value(node: number, output: output)] ?? 0 > 0
      guard isRead || output == 0 else { return -1 }
      let hint = output < hints.count ? hints[output] : nil
      draft.values.append(
        GraphDraft.Value(
          name: output == 0 ? node.name : "\(node.name):\(output)",
          shape: hint.map { $0.map { $0 < 0 ? .unknown : .value(Int($0)) } }))
      return draft.values.count - 1
    }
  }

  private mutating func apply(_ node: TensorFlowFlow.Node, _ inputs: [Int], _ outputs: [Int]) {
    let applied = TensorFlowOperator(
      op: node.op, attributes: node.attributes, inputs: inputs, outputs: outputs)
    let first = draft.nodes.count
    if !node.bodies.isEmpty, let kind = TensorFlowControl.kinds[node.op] {
      translate(control: node, as: kind, inputs, outputs)
    } else if applied.inputs.contains(-1) || !(Self.rules[applied.op]?(&self, applied) ?? false) {
      draft.nodes.removeSubrange(first...)
      for output in applied.outputs where output >= 0 && draft.values[output].type == nil {
        draft.values[output].type = applied.type("T")
      }
      add("tensorflow.\(applied.op)", applied.inputs, applied.outputs, applied.plainAttributes)
    }
    for node in draft.nodes[first...].indices {
      for output in draft.nodes[node].outputs where output >= 0 { producers[output] = node }
    }
    guard first < draft.nodes.count else { return }
    draft.nodes[first].notes += node.notes
    draft.nodes[first].seed =
      Array(#"{"tensorflow":""#.utf8) + Self.word(applied.op) + [0x22, 0x7D]
  }

  /// The letters of an operator's name, which JSON holds as they are.
  private static func word(_ op: String) -> [UInt8] {
    op.utf8.filter { 0x20...0x7E ~= $0 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
  }

  // MARK: What rules ask for

  /// A weight in another form, each form made once.
  mutating func reform(
    _ value: Int, as form: String, _ make: (inout Self) -> Int?
  ) -> Int? {
    let key = "\(value) \(form)"
    if let known = reformed[key] { return known }
    let made = make(&self)
    reformed[key] = made
    return made
  }

  /// A value with its dimensions in another order: weights are listed so, others are transposed.
  mutating func ordered(_ value: Int, _ order: [Int]) -> Int? {
    reform(value, as: "\(order)") { draft in
      if let weight = draft.reordered(value, order) { return weight }
      guard !draft.draft.values[value].isWeight else { return nil }
      let turned = draft.value(of: draft.type(of: value))
      draft.add("Transpose", [value], [turned], [.ints("perm", order.map(Int64.init))])
      return turned
    }
  }

  /// The node that computes a value which nothing else reads.
  func producer(ofOnly value: Int) -> Int? {
    guard value >= 0, readers[value] == 1 else { return nil }
    return producers[value]
  }

  /// Says that a node computes a value which another operator asked for.
  mutating func adopt(_ value: Int, by node: Int) { producers[value] = node }

  // MARK: Inputs

  private func inputType(of number: Int) -> ElementType? {
    if case .type(let type)? = flow.nodes[number].attributes["dtype"] { return type }
    if case .type(let type)? = flow.nodes[number].attributes["T"] { return type }
    return nil
  }

  /// What the file says of an input's dimensions. Those of pictures that it leaves open have names,
  /// so that they can be given.
  private func inputShape(of number: Int) -> [DraftDimension]? {
    guard let sizes = TensorFlowWeight.shape(of: number, in: flow) else { return nil }
    let isPicture = sizes.count == 4
    let names =
      draft.layout == "NCHW"
      ? ["batch", "channels", "height", "width"] : ["batch", "height", "width", "channels"]
    return sizes.enumerated().map { axis, size in
      if size >= 0 { return .value(Int(size)) }
      return isPicture && axis > 0 ? .symbol(names[axis]) : .unknown
    }
  }
}
