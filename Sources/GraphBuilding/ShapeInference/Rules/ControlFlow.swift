import ComputationGraph

/// Operators that run a graph of their own, once, several times, or not at all. What they cost is what
/// their bodies cost.
let controlFlowRules: [String: ShapeRule] = [
  "If": branch,
  "Loop": loop,
  "Scan": scan,
  "tflite.WHILE": repeatWhile,
]

/// condition, captures of both branches → the results of one of them
private func branch(_ node: inout NodeInference) {
  guard node.bodies.count == 2 else { return node.fail() }
  let (yes, no) = (node.bodies[0], node.bodies[1])
  let captured = Array(node.operands.dropFirst())
  guard captured.count == yes.inputs + no.inputs else { return node.fail() }
  let first = yes.outcome(of: Array(captured.prefix(yes.inputs)), &node)
  let second = no.outcome(of: Array(captured.dropFirst(yes.inputs)), &node)
  guard let first, let second else { return node.fail() }
  node.set("then_branch", .string(first.structure))
  node.set("else_branch", .string(second.structure))
  if let condition = node.operand(0)?.constant?.ints?.first {
    let chosen = condition == 0 ? second : first
    for (index, fact) in chosen.results.enumerated() {
      node.set(index, shape: fact.shape, type: fact.type, constant: fact.constant)
    }
    node.ownCost = chosen.cost
    return
  }
  for (index, (left, right)) in zip(first.results, second.results).enumerated() {
    node.set(index, shape: common(left.shape, right.shape), type: left.type ?? right.type)
  }
  node.ownCost = first.cost.common(second.cost)
  if first.cost != second.cost {
    node.note(
      "which branch runs is only known while running: "
        + "\(first.cost.flops.map(String.init) ?? "an unknown number of") or "
        + "\(second.cost.flops.map(String.init) ?? "an unknown number of") operations")
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

/// v…, weights of the condition, v…, weights of the body → v…; TensorFlow Lite's loop, which goes on
/// while a graph of its own says so.
private func repeatWhile(_ node: inout NodeInference) {
  guard node.bodies.count == 2, node.bodies[0].inputs >= node.bodies[0].formals else {
    return node.fail()
  }
  let (test, body) = (node.bodies[0], node.bodies[1])
  let operands = Array(node.operands.dropFirst(test.inputs))
  guard operands.count == body.inputs, body.results >= body.formals, body.formals > 0,
    let condition = test.outcome(of: Array(node.operands.prefix(test.inputs)), &node),
    let (outcome, carried) = settle(
      Array(operands.prefix(body.formals)), &node,
      { facts, node in body.outcome(of: facts + operands.dropFirst(body.formals), &node) },
      firstResult: 0)
  else { return node.fail() }
  node.set("condition", .string(condition.structure))
  node.set("body", .string(outcome.structure))
  for (index, fact) in carried.enumerated() {
    node.set(index, shape: fact.shape, type: fact.type)
  }
  node.ownCost = Cost()
  node.note("how often the body runs is only known while running")
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
      let shape = common(carried[index].shape, result.shape)
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
private func common(_ left: Shape?, _ right: Shape?) -> Shape? {
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

  /// What holds for one as for the other.
  fileprivate func common(_ other: Cost) -> Cost {
    func both(_ left: Int?, _ right: Int?) -> Int? { left == right ? left : nil }
    return Cost(
      flops: both(flops, other.flops), macs: both(macs, other.macs), bytes: both(bytes, other.bytes)
    )
  }
}
