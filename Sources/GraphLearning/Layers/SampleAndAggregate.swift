internal import DenseKernels

/// How GraphSAGE gathers what a node's neighbours say (Hamilton and others, 2017, section 3.3).
package enum AggregatorKind: String, Sendable, CaseIterable {
  /// Their mean.
  case mean
  /// The mean of them and the node itself, through one map.
  case gcn
  /// Each through a layer of its own, then the largest, element by element.
  case maxPool = "max-pool"
  /// Each through a layer of its own, then the mean.
  case meanPool = "mean-pool"
  /// A recurrent network over them in their order.
  case lstm
}

/// A layer of GraphSAGE as its authors published it: what a node says and what its neighbours say, each
/// through a map without bias, side by side. `SAGEConv` adds the two instead: `GraphConvolution`.
package struct SampleAndAggregate: StepwiseConvolution {
  let kind: AggregatorKind
  let own: LinearLayer?
  let heard: LinearLayer
  let pool: LinearLayer?
  let recurrence: RecurrentLayer?
  /// The columns of the result.
  package let outputs: Int

  /// A layer.
  ///
  /// - Parameters:
  ///   - kind: How what neighbours say is gathered.
  ///   - name: What its parameters' names begin with.
  ///   - inputs: The columns of what it reads.
  ///   - width: The columns of each of the two maps; the result has twice as many.
  ///   - pooled: The columns of the layer that the pooling aggregators send neighbours through, or
  ///     of the recurrent state.
  ///   - parameters: The list that its parameters go to.
  package init(
    _ kind: AggregatorKind, _ name: String, _ inputs: Int, _ width: Int, pooled: Int,
    _ parameters: inout ParameterList
  ) {
    self.kind = kind
    outputs = 2 * width
    func map(_ part: String, _ inputs: Int, _ width: Int) -> LinearLayer {
      LinearLayer(
        "\(name).\(part)", inputs, width, hasBias: false, draw: .glorot(inputs, width), &parameters)
    }
    pool =
      kind == .maxPool || kind == .meanPool
      ? LinearLayer(
        name + ".pool", inputs, pooled, draw: .glorot(inputs, pooled), biasDraw: .constant(0),
        &parameters) : nil
    recurrence = kind == .lstm ? RecurrentLayer(name + ".lstm", inputs, pooled, &parameters) : nil
    let gathered = pool == nil && recurrence == nil ? inputs : pooled
    heard = map("neigh", gathered, kind == .gcn ? 2 * width : width)
    own = kind == .gcn ? nil : map("self", inputs, width)
  }

  /// Neighbours one by one for a layer that compares or reads them, else their mean.
  package func surroundings(in batch: GraphBatch) -> Surroundings {
    switch kind {
    case .lstm, .maxPool: Surroundings(pattern: batch.neighbours)
    case .gcn: Surroundings(mixing: batch.mixing(.meanWithSelf))
    case .mean, .meanPool: Surroundings(mixing: batch.mixing(.mean))
    }
  }

  /// [nodes, in] to [nodes, outputs].
  package func callAsFunction(
    _ x: Variable, _ surroundings: Surroundings, _ parameters: [Variable], on tape: inout Tape
  ) -> Variable {
    let gathered = gather(x, surroundings, parameters, on: &tape)
    let heard = self.heard(gathered, parameters, on: &tape)
    guard let own else { return heard }
    return tape.concatenateColumns([own(x, parameters, on: &tape), heard])
  }

  /// The same where rows change in the layer: all that can be goes through the maps first, when there are
  /// fewer rows.
  package func callAsFunction(
    _ x: Variable, along step: HearingStep, _ parameters: [Variable], on tape: inout Tape
  ) -> Variable {
    let heard: Variable
    switch kind {
    case .lstm, .maxPool:
      let gathered = gather(x, Surroundings(pattern: step.neighbours), parameters, on: &tape)
      heard = self.heard(gathered, parameters, on: &tape)
    case .mean, .meanPool, .gcn:
      let pooled = pool.map { $0(x, parameters, then: .relu, on: &tape) } ?? x
      let mixing = kind == .gcn ? step.meanWithSelf : step.mixing(.mean)
      heard = tape.mix(self.heard(pooled, parameters, on: &tape), by: mixing)
    }
    guard let own else { return heard }
    let itself = tape.mix(own(x, parameters, on: &tape), by: step.selection)
    return tape.concatenateColumns([itself, heard])
  }

  private func gather(
    _ x: Variable, _ surroundings: Surroundings, _ parameters: [Variable], on tape: inout Tape
  ) -> Variable {
    if let recurrence { return recurrence(x, over: surroundings.pattern, parameters, on: &tape) }
    guard let pool else { return surroundings.mix(x, on: &tape) }
    let pooled = pool(x, parameters, then: .relu, on: &tape)
    return kind == .maxPool
      ? tape.maximum(pooled, over: surroundings.pattern) : surroundings.mix(pooled, on: &tape)
  }
}
