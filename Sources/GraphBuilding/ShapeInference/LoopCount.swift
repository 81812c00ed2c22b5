import ComputationGraph

/// How often a loop runs that counts: its condition compares a number with another that stays, and its
/// body adds as much to the first each time.
struct LoopCount {
  /// A graph of the loop, and what is known of its inputs before it runs.
  private struct Part {
    let draft: GraphDraft
    let facts: [ValueFact?]
    private var producers: [Int: Int] = [:]

    init(_ body: ControlBody, _ facts: [ValueFact?]) {
      draft = body.draft
      self.facts = facts
      for (number, node) in draft.nodes.enumerated() {
        for output in node.outputs { producers[output] = number }
      }
    }

    /// The node that computes a value, behind those that only hand it on.
    func producer(of value: Int) -> GraphDraft.Node? {
      producers[origin(of: value)].map { draft.nodes[$0] }
    }

    /// Which input a value is; `nil` for one that is computed.
    func input(_ value: Int) -> Int? { draft.inputs.firstIndex(of: origin(of: value)) }

    /// What is known of an input that is one whole number.
    func number(_ input: Int) -> Int64? {
      guard let ints = facts[input]?.constant?.ints, ints.count == 1 else { return nil }
      return ints[0]
    }

    private func origin(of value: Int) -> Int {
      var value = value
      for _ in 0..<8 {
        guard let number = producers[value],
          Self.handingOn.contains(draft.nodes[number].op),
          let operand = draft.nodes[number].operands.first
        else { break }
        value = operand
      }
      return value
    }

    private static let handingOn: Set<String> = ["Identity", "Reshape", "Squeeze", "Unsqueeze"]
  }

  /// The number of inputs that change from one time to the next.
  private let carried: Int
  private let test: Part
  private let body: Part

  /// Looks at a loop of a condition and a body, both of which read what is carried first.
  init(
    _ test: ControlBody, of testFacts: [ValueFact?], _ body: ControlBody, of bodyFacts: [ValueFact?]
  ) {
    carried = body.formals
    self.test = Part(test, testFacts)
    self.body = Part(body, bodyFacts)
  }

  /// How often the body runs; `nil` if that is not a matter of counting.
  var trips: Int? {
    guard let condition = test.draft.outputs.first else { return nil }
    return trips(while: condition, depth: 0).flatMap { Int(exactly: $0) }
  }

  private func trips(while condition: Int, depth: Int) -> Int64? {
    guard depth < 8, let node = test.producer(of: condition), node.operands.count == 2 else {
      return nil
    }
    let (left, right) = (node.operands[0], node.operands[1])
    switch node.op {
    case "And":
      // As long as both hold.
      guard let first = trips(while: left, depth: depth + 1),
        let second = trips(while: right, depth: depth + 1)
      else { return nil }
      return min(first, second)
    case "Less": return trips(from: left, to: right) ?? trips(from: right, to: left, sign: -1)
    case "LessOrEqual":
      return trips(from: left, to: right, isIncluded: true)
        ?? trips(from: right, to: left, sign: -1, isIncluded: true)
    case "Greater": return trips(from: left, to: right, sign: -1) ?? trips(from: right, to: left)
    case "GreaterOrEqual":
      return trips(from: left, to: right, sign: -1, isIncluded: true)
        ?? trips(from: right, to: left, isIncluded: true)
    default: return nil
    }
  }

  /// How many steps lead from a counter to a limit; a `sign` of -1 is for counting down.
  private func trips(
    from counter: Int, to limit: Int, sign: Int64 = 1, isIncluded: Bool = false
  ) -> Int64? {
    guard let counter = test.input(counter), counter < carried, let start = test.number(counter),
      let limit = test.input(limit), isUnchanged(limit), let end = test.number(limit),
      let step = step(of: counter), step.signum() == sign
    else { return nil }
    let (distance, overflow) = end.subtractingReportingOverflow(start)
    guard !overflow, distance.magnitude < 1 << 32, step.magnitude < 1 << 32 else { return nil }
    let way = distance * sign + (isIncluded ? 1 : 0)
    return way <= 0 ? 0 : (way + step * sign - 1) / (step * sign)
  }

  private func isUnchanged(_ input: Int) -> Bool {
    input >= carried || body.input(body.draft.outputs[input]) == input
  }

  /// What the body adds to something carried.
  private func step(of counter: Int) -> Int64? {
    guard let node = body.producer(of: body.draft.outputs[counter]), node.operands.count == 2,
      let left = body.input(node.operands[0]), let right = body.input(node.operands[1])
    else { return nil }
    switch node.op {
    case "Add" where left == counter && isUnchanged(right): return body.number(right)
    case "Add" where right == counter && isUnchanged(left): return body.number(left)
    case "Sub" where left == counter && isUnchanged(right):
      return body.number(right).flatMap { $0 == .min ? nil : -$0 }
    default: return nil
    }
  }
}
