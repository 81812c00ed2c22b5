internal import DenseKernels

extension TrainedPredictor {
  /// The network's outputs for graphs that are scaled already. What is the same is computed once:
  /// graphs that are alike, and of a batch nodes that hear the same.
  func predictRaw(_ inputs: [EncodedGraph], on tape: inout Tape) -> [[Float]] {
    let rounds = inputs.compactMap { ReceptiveField.rounds(of: $0, for: network) }
    guard rounds.count == inputs.count else {
      return Self.once(inputs, by: { inputs[$0] }) { distinct in
        run(distinct.map { inputs[$0] }, mostNodes: 4096, on: &tape, reading: outputs) {
          graphs, _ in
          GraphBatch(graphs)
        }
      }
    }
    let key = { ReceptiveField.whole(rounds[$0].last ?? [], inputs[$0]) }
    return Self.once(inputs, by: key) { distinct in
      let fields = NumberedFields(distinct.lazy.map { rounds[$0] })
      return run(distinct.map { inputs[$0] }, mostNodes: 8192, on: &tape, reading: outputs) {
        GraphBatch($0, sharing: fields, at: $1)
      }
    }
  }

  /// Lets `compute` see the first of those that have one key, and hands its results to all of them.
  private static func once<Key: Hashable>(
    _ inputs: [EncodedGraph], by key: (Int) -> Key, _ compute: ([Int]) -> [[Float]]
  ) -> [[Float]] {
    var places: [Key: Int] = [:]
    var distinct: [Int] = []
    let order = inputs.indices.map { index in
      let key = key(index)
      if let place = places[key] { return place }
      places[key] = distinct.count
      distinct.append(index)
      return distinct.count - 1
    }
    let rows = compute(distinct)
    return order.map { rows[$0] }
  }

  /// A row for each graph of whatever `reading` makes of a batch.
  func run(
    _ graphs: [EncodedGraph], on tape: inout Tape,
    reading: (GraphBatch, [Variable], inout Tape) -> Variable
  ) -> [[Float]] {
    run(graphs, mostNodes: 4096, on: &tape, reading: reading) { graphs, _ in GraphBatch(graphs) }
  }

  /// A row of outputs for each graph.
  private func outputs(
    _ batch: GraphBatch, _ variables: [Variable], _ tape: inout Tape
  ) -> Variable {
    var dropout: DropoutSource?
    return network.outputs(of: batch, variables, on: &tape, dropout: &dropout)
  }

  private func run(
    _ graphs: [EncodedGraph], mostNodes: Int, on tape: inout Tape,
    reading: (GraphBatch, [Variable], inout Tape) -> Variable,
    batch: ([EncodedGraph], Range<Int>) -> GraphBatch
  ) -> [[Float]] {
    var rows: [[Float]] = []
    while rows.count < graphs.count {
      tape.reset()
      let range = rows.count..<Self.end(after: rows.count, graphs, mostNodes: mostNodes)
      let batch = batch(Array(graphs[range]), range)
      let variables = parameters.map { tape.constant($0.value) }
      let result = reading(batch, variables, &tape)
      let values = tape.value(result)
      for row in 0..<values.rows {
        rows.append((0..<values.columns).map { values[row, $0] })
      }
    }
    tape.reset()
    return rows
  }

  /// Where the batch that begins at a graph ends: many small graphs or a few large ones. The figures do
  /// not depend on it but for rounding.
  private static func end(after start: Int, _ graphs: [EncodedGraph], mostNodes: Int) -> Int {
    var (end, nodes) = (start, 0)
    repeat {
      nodes += graphs[end].nodeCount
      end += 1
    } while end < graphs.count && nodes < mostNodes && end - start < 4096
    return end
  }
}
