extension CompactGraph {
  /// A walk through all that the graph computes, in an order that follows from the connections
  /// alone.
  func canonicalWalk(_ vocabulary: GraphVocabulary) -> CanonicalWalk {
    var walk = CanonicalWalk(self, vocabulary)
    let sinks = sinks()
    if sinks.count == 1 {
      walk.visit(sinks[0])
    } else {
      let colours = StructuralColours(self, vocabulary)
      let coloured = sinks.map { (colour: colours[$0], sink: $0) }
      visit(coloured.sorted { $0.colour < $1.colour }, with: &walk)
    }
    walk.appendOutputs()
    return walk
  }

  /// What nothing reads on: the outputs, and nodes whose results are not used.
  private func sinks() -> [Operand] {
    var isRead = Array(repeating: false, count: nodes.count)
    for index in operands.indices where operands[index].origin == .node {
      isRead[Int(operands[index].number)] = true
    }
    var sinks: [Operand] = []
    var isSink = Array(repeating: false, count: nodes.count)
    var isSinkInput = Array(repeating: false, count: inputs.count)
    func add(_ node: Int) {
      if !isSink[node] { sinks.append(.node(node, output: 0)) }
      isSink[node] = true
    }
    for output in outputs {
      switch output {
      case .absent: break
      case .node(let node, _): add(node)
      case .input(let input):
        if !isSinkInput[input] { sinks.append(output) }
        isSinkInput[input] = true
      }
    }
    for node in nodes.indices where !isRead[node] { add(node) }
    return sinks
  }

  /// Sinks of one colour are tried one after the other; the one whose walk reads smallest goes
  /// first. Past the limit all are taken as equal, which sinks of one colour nearly always are.
  private func visit(
    _ sinks: [(colour: UInt64, sink: Operand)], with walk: inout CanonicalWalk
  ) {
    let trialLimit = 1 << 22
    var rest = sinks[...]
    while let first = rest.first {
      var ties = Array(rest.prefix { $0.colour == first.colour }.map(\.sink))
      rest = rest.dropFirst(ties.count)
      guard ties.count > 1, ties.count * ties.count * nodes.count <= trialLimit else {
        for sink in ties { walk.visit(sink) }
        continue
      }
      while !ties.isEmpty {
        let trials = ties.map { sink in
          var trial = walk
          trial.visit(sink)
          return trial
        }
        let best = trials.indices.dropFirst().reduce(0) { best, index in
          trials[index].form.reads(before: trials[best].form) ? index : best
        }
        walk = trials[best]
        ties.remove(at: best)
      }
    }
  }
}

extension StructuralColours {
  fileprivate subscript(sink: Operand) -> UInt64 {
    switch sink {
    case .absent: 0
    case .input(let input): inputs[input]
    case .node(let node, _): nodes[node]
    }
  }
}
