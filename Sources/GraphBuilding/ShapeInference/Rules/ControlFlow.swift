import ComputationGraph

/// Operators that run a graph of their own, once, several times, or not at all. What they cost is what
/// their bodies cost.
let controlFlowRules: [String: ShapeRule] = [
  "If": branch,
  "Loop": loop,
  "Scan": scan,
  "tensorflow.Case": branch,
  "tensorflow.While": repeatWhile,
  "tflite.WHILE": repeatWhile,
]

/// condition or number, captures of all branches → the results of one of them
private func branch(_ node: inout NodeInference) {
  let isIf = node.op == "If"
  var captured = node.operands.dropFirst()
  guard isIf ? node.bodies.count == 2 : !node.bodies.isEmpty,
    captured.count == node.bodies.reduce(0, { $0 + $1.inputs })
  else { return node.fail() }
  var branches: [ControlBody.Outcome] = []
  for body in node.bodies {
    if let outcome = body.outcome(of: Array(captured.prefix(body.inputs)), &node) {
      branches.append(outcome)
    }
    captured = captured.dropFirst(body.inputs)
  }
  guard branches.count == node.bodies.count else { return node.fail() }
  if isIf {
    node.set("then_branch", .string(branches[0].structure))
    node.set("else_branch", .string(branches[1].structure))
  } else {
    node.set("branches", .strings(branches.map(\.structure)))
  }
  if let selector = node.operand(0)?.constant?.ints?.first {
    let position = isIf ? (selector == 0 ? 1 : 0) : Int(exactly: selector) ?? -1
    let chosen = branches[branches.indices.contains(position) ? position : branches.count - 1]
    for (index, fact) in chosen.results.enumerated() {
      node.set(index, shape: fact.shape, type: fact.type, constant: fact.constant)
    }
    node.ownCost = chosen.cost
    return
  }
  var results = branches[0].results
  for branch in branches.dropFirst() {
    for (index, other) in zip(results.indices, branch.results) {
      results[index].shape = commonShape(results[index].shape, other.shape)
      results[index].type = results[index].type ?? other.type
    }
  }
  for (index, result) in results.enumerated() {
    node.set(index, shape: result.shape, type: result.type)
  }
  let costs = branches.map(\.cost)
  node.ownCost = costs.dropFirst().reduce(costs[0]) { $0.common($1) }
  if costs.contains(where: { $0 != costs[0] }) {
    let counts = costs.map { $0.flops.map(String.init) ?? "an unknown number of" }
    node.note(
      "which branch runs is only known while running: "
        + "\(counts.joined(separator: " or ")) operations")
  }
}

/// trip count, condition, v…, captures → v…, scan outputs [trips, …]; the body makes of (iteration,
/// condition, v…, captures) a condition, v…, and one slice of each scan output.
private func loop(_ node: inout NodeInference) {
  guard let body = node.bodies.first, body.formals >= 2,
    node.operands.count == body.inputs, body.results >= body.formals - 1
  else { return node.fail() }
  let count = body.formals - 2
  let iteration = ValueFact(shape: [], type: .int64)
  // Without a condition the loop goes on until the body says no.
  let condition =
    node.operand(1)
    ?? ValueFact(shape: [], type: .bool, constant: ConstantValue([1] as [Int64?]), isWeight: true)
  guard
    let (outcome, carried) = settle(
      Array(node.operands[2..<2 + count]), &node,
      { facts, node in
        body.outcome(
          of: [iteration, condition] + facts + node.operands.dropFirst(2 + count), &node)
      }, firstResult: 1)
  else { return node.fail() }
  node.set("body", .string(outcome.structure))
  var trips: Int?
  if condition.constant?.ints?.first == 0 {
    trips = 0
  } else if condition.constant?.ints?.first == 1, outcome.results[0].constant?.ints?.first == 1 {
    trips = node.operand(0)?.constant?.ints?.first.flatMap { Int(exactly: max($0, 0)) }
  }
  if let trips { node.set("trip_count", .int(Int64(trips))) }
  for (index, fact) in carried.enumerated() {
    node.set(index, shape: fact.shape, type: fact.type)
  }
  for (index, fact) in outcome.results.enumerated().dropFirst(1 + count) {
    node.set(index - 1, shape: fact.shape.map { [trips] + $0 }, type: fact.type)
  }
  node.ownCost = outcome.cost.times(trips)
  if trips == nil { node.note("how often the body runs is only known while running") }
}

/// v…, captures of the condition, v…, captures of the body → v…; TensorFlow's loop, which goes on while a
/// graph of its own says so.
private func repeatWhile(_ node: inout NodeInference) {
  guard node.bodies.count == 2, node.bodies[0].inputs >= node.bodies[0].formals else {
    return node.fail()
  }
  let (test, body) = (node.bodies[0], node.bodies[1])
  let asked = Array(node.operands.prefix(test.inputs))
  let operands = Array(node.operands.dropFirst(test.inputs))
  guard operands.count == body.inputs, body.results >= body.formals, body.formals > 0,
    test.formals == body.formals, asked.count == test.inputs
  else { return node.fail() }
  let trips = LoopCount(test, of: asked, body, of: operands).trips
  guard
    let (outcome, carried) = settle(
      Array(operands.prefix(body.formals)), &node,
      { facts, node in body.outcome(of: facts + operands.dropFirst(body.formals), &node) },
      firstResult: 0),
    let condition = test.outcome(of: carried + asked.dropFirst(test.formals), &node)
  else { return node.fail() }
  node.set("condition", .string(condition.structure))
  node.set("body", .string(outcome.structure))
  // What the body makes is more than what holds before it, too.
  let results = trips ?? 0 > 0 ? outcome.results : carried
  for (index, fact) in results.prefix(carried.count).enumerated() {
    node.set(index, shape: fact.shape, type: fact.type ?? carried[index].type)
  }
  guard let trips else {
    node.ownCost = Cost()
    return node.note("how often the body runs is only known while running")
  }
  node.set("trip_count", .int(Int64(trips)))
  node.ownCost = outcome.cost.times(trips).plus(condition.cost.times(trips + 1))
}

/// states, sequences, captures → states, sequences of what the body makes of one element of each.
/// Until version 9 a batch comes first, and before everything the lengths of the sequences.
private func scan(_ node: inout NodeInference) {
  let isBatched = node.opset < 9
  let skipped = isBatched ? 1 : 0
  guard let body = node.bodies.first,
    let sequences = node.int("num_scan_inputs").flatMap({ Int(exactly: $0) }),
    sequences > 0, body.formals >= sequences,
    node.operands.count == skipped + body.inputs, body.results >= body.formals - sequences
  else { return node.fail() }
  let count = body.formals - sequences
  let axes = node.ints("scan_input_axes") ?? node.ints("axes") ?? []
  var length: Int?
  var batch: Int?
  var elements: [ValueFact?] = []
  for index in 0..<sequences {
    var fact = ValueFact(type: node.type(skipped + count + index))
    if var shape = node.shape(skipped + count + index) {
      let given = axes.indices.contains(index) ? axes[index] : 0
      guard let axis = node.axis(isBatched ? 1 : given, rank: shape.count) else {
        return node.fail()
      }
      let size = shape.remove(at: axis)
      length = length ?? size
      if isBatched {
        let size = shape.removeFirst()
        batch = batch ?? size
      }
      fact.shape = shape
    }
    elements.append(fact)
  }
  let states = node.operands[skipped..<skipped + count].map { fact -> ValueFact? in
    guard isBatched, var fact, fact.shape?.isEmpty == false else { return fact }
    batch = batch ?? fact.shape?.first ?? nil
    fact.shape?.removeFirst()
    return fact
  }
  let captured = node.operands.dropFirst(skipped + body.formals)
  guard
    let (outcome, carried) = settle(
      Array(states), &node,
      { facts, node in body.outcome(of: facts + elements + captured, &node) },
      firstResult: 0)
  else { return node.fail() }
  node.set("body", .string(outcome.structure))
  let front: Shape = isBatched ? [batch] : []
  for (index, fact) in carried.enumerated() {
    node.set(index, shape: fact.shape.map { front + $0 }, type: fact.type)
  }
  let outputAxes = node.ints("scan_output_axes") ?? []
  for (index, fact) in outcome.results.enumerated().dropFirst(count) {
    guard var shape = fact.shape else {
      node.set(index, shape: nil, type: fact.type)
      continue
    }
    let given = outputAxes.indices.contains(index - count) ? outputAxes[index - count] : 0
    guard let axis = node.axis(given, rank: shape.count + 1) else { return node.fail() }
    shape.insert(length, at: axis)
    node.set(index, shape: front + shape, type: fact.type)
  }
  node.ownCost = outcome.cost.times(isBatched ? (Extent(length) * Extent(batch)).value : length)
}

/// Builds a body again and again until the values that it hands to itself have a shape that fits every
/// time; `nil` if it cannot be built.
private func settle(
  _ initial: [ValueFact?], _ node: inout NodeInference,
  _ run: ([ValueFact?], inout NodeInference) -> ControlBody.Outcome?,
  firstResult: Int
) -> (ControlBody.Outcome, [ValueFact])? {
  var carried = initial.map { ValueFact(shape: $0?.shape, type: $0?.type) }
  for round in 0... {
    guard let outcome = run(carried, &node) else { return nil }
    var isSettled = true
    for index in carried.indices {
      let result = outcome.results[firstResult + index]
      if carried[index].type == nil { carried[index].type = result.type }
      let shape = commonShape(carried[index].shape, result.shape)
      if shape == carried[index].shape { continue }
      isSettled = false
      // What grows from one round to the next has no shape that could be told.
      carried[index].shape = round < 2 ? shape : nil
    }
    if isSettled || round > 3 { return (outcome, carried) }
  }
  return nil
}

/// What two shapes have in common.
func commonShape(_ left: Shape?, _ right: Shape?) -> Shape? {
  guard let left, let right, left.count == right.count else { return nil }
  return zip(left, right).map { $0 == $1 ? $0 : nil }
}

extension NodeInference {
  /// Says nothing about results and costs.
  fileprivate mutating func fail() {
    if notes.isEmpty { note("the operands of \(op) do not go together with its bodies") }
    ownCost = Cost()
    for output in outputs.indices { outputs[output] = ValueFact() }
  }
}

extension Cost {
  /// The cost of running several times; not known for an unknown number.
  fileprivate func times(_ count: Int?) -> Cost {
    func product(_ part: Int?) -> Int? { (Extent(part) * Extent(count)).value }
    return Cost(flops: product(flops), macs: product(macs), bytes: product(bytes))
  }

  /// The cost of both.
  fileprivate func plus(_ other: Cost) -> Cost {
    func sum(_ left: Int?, _ right: Int?) -> Int? { (Extent(left) + Extent(right)).value }
    return Cost(
      flops: sum(flops, other.flops), macs: sum(macs, other.macs), bytes: sum(bytes, other.bytes))
  }

  /// What holds for one as for the other.
  fileprivate func common(_ other: Cost) -> Cost {
    func both(_ left: Int?, _ right: Int?) -> Int? { left == right ? left : nil }
    return Cost(
      flops: both(flops, other.flops), macs: both(macs, other.macs), bytes: both(bytes, other.bytes)
    )
  }
}
