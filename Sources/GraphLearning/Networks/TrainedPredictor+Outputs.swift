internal import DenseKernels

extension TrainedPredictor {
  /// What the network reads of a graph, ready to be read with others.
  package func prepare(_ graph: EncodedGraph) -> PreparedGraph {
    PreparedGraph(input(graph), for: network)
  }

  /// The network's outputs for graphs. What is the same is computed once: graphs that are alike, and of a
  /// batch nodes that hear the same.
  func predictRaw(_ graphs: [PreparedGraph], on tape: inout Tape) -> [[Float]] {
    var places: [PreparedGraph: Int] = [:]
    var distinct: [PreparedGraph] = []
    let order = graphs.map { graph in
      let place = places[graph, default: distinct.count]
      if place == distinct.count {
        places[graph] = place
        distinct.append(graph)
      }
      return place
    }
    let rows = rows(for: distinct, on: &tape)
    return order.map { rows[$0] }
  }

  /// A row of outputs for each of these graphs, none of which are alike. A few batches are computed at once,
  /// since not all of the work on one is shared out; each takes buffers of its own.
  private func rows(for graphs: [PreparedGraph], on tape: inout Tape) -> [[Float]] {
    let batches = Self.batches(
      of: graphs.map(\.graph.nodeCount), mostNodes: network.hearingDepth == nil ? 4096 : 8192)
    let lanes = min(4, batches.count, tape.workers.count)
    guard lanes > 1 else {
      return batches.flatMap { rows(of: GraphBatch(graphs[$0]), on: &tape, reading: outputs) }
    }
    let workers = Workers(tape.workers.count / lanes)
    return Workers(lanes).map(batches.count) {
      var tape = Tape(workers: workers)
      return { rows(of: GraphBatch(graphs[batches[$0]]), on: &tape, reading: outputs) }
    }.flatMap(\.self)
  }

  /// A row for each graph of whatever `reading` makes of a batch.
  func run(
    _ graphs: [EncodedGraph], on tape: inout Tape,
    reading: (GraphBatch, [Variable], inout Tape) -> Variable
  ) -> [[Float]] {
    Self.batches(of: graphs.map(\.nodeCount), mostNodes: 4096).flatMap {
      rows(of: GraphBatch(Array(graphs[$0])), on: &tape, reading: reading)
    }
  }

  private func rows(
    of batch: GraphBatch, on tape: inout Tape,
    reading: (GraphBatch, [Variable], inout Tape) -> Variable
  ) -> [[Float]] {
    tape.reset()
    let variables = parameters.map { tape.constant($0.value) }
    let result = reading(batch, variables, &tape)
    let values = tape.value(result)
    let rows = (0..<values.rows).map { row in
      (0..<values.columns).map { values[row, $0] }
    }
    tape.reset()
    return rows
  }

  /// A row of outputs for each graph.
  private func outputs(
    _ batch: GraphBatch, _ variables: [Variable], _ tape: inout Tape
  ) -> Variable {
    var dropout: DropoutSource?
    return network.outputs(of: batch, variables, on: &tape, dropout: &dropout)
  }

  /// Graphs of so many nodes in batches of many small ones or a few large ones. The figures do not depend on
  /// it but for rounding.
  private static func batches(of nodeCounts: [Int], mostNodes: Int) -> [Range<Int>] {
    var batches: [Range<Int>] = []
    while (batches.last?.upperBound ?? 0) < nodeCounts.count {
      let start = batches.last?.upperBound ?? 0
      var (end, nodes) = (start, 0)
      repeat {
        nodes += nodeCounts[end]
        end += 1
      } while end < nodeCounts.count && nodes < mostNodes && end - start < 4096
      batches.append(start..<end)
    }
    return batches
  }
}
