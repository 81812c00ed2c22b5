package import DenseKernels

/// A long short-term memory over the neighbours of each node in their order, as `torch.nn.LSTM`
/// (Hochreiter and Schmidhuber, 1997); the last state is the result, zeros where there is no
/// neighbour.
package struct RecurrentLayer: Sendable {
  let width: Int
  let input: Int
  let state: Int
  let inputBias: Int
  let stateBias: Int

  /// A layer with the parameters `weight_ih_l0`, `weight_hh_l0`, `bias_ih_l0` and `bias_hh_l0`.
  package init(_ name: String, _ inputs: Int, _ width: Int, _ parameters: inout ParameterList) {
    self.width = width
    let draw = ParameterList.Draw.thomas(width)
    input = parameters.add(name + ".weight_ih_l0", [4 * width, inputs], draw)
    state = parameters.add(name + ".weight_hh_l0", [4 * width, width], draw)
    inputBias = parameters.add(name + ".bias_ih_l0", [4 * width], draw)
    stateBias = parameters.add(name + ".bias_hh_l0", [4 * width], draw)
  }

  /// [nodes, inputs] to [rows of the pattern, width].
  package func callAsFunction(
    _ x: Variable, over pattern: SparsePattern, _ parameters: [Variable], on tape: inout Tape
  ) -> Variable {
    // Rows with many neighbours first: those that go on are always the first ones.
    let counts = zip(pattern.offsets, pattern.offsets.dropFirst()).map { $1 - $0 }
    let order = counts.indices.sorted { (counts[$1], $0) < (counts[$0], $1) }
    let spoken = tape.linear(x, weight: parameters[input], bias: parameters[inputBias])
    var hidden: Variable?
    var cell: Variable?
    // The last state of the rows that have ended, each block below the one that ended after it.
    var ended: [Variable] = []
    var active = order.count
    for step in 0...(counts.max() ?? 0) {
      let going = order.prefix { counts[$0] > step }.count
      if going < active {
        ended.append(
          hidden.map { tape.mix($0, by: .selection(of: Array(going..<active), from: active)) }
            ?? tape.constant(Matrix(rows: active - going, columns: width)))
      }
      guard going > 0 else { break }
      let heads = order[..<going].map { Int(pattern.indices[pattern.offsets[$0] + step]) }
      var gates = tape.mix(spoken, by: .selection(of: heads, from: pattern.columns))
      if going < active {
        let kept = RowMixing.selection(of: Array(0..<going), from: active)
        hidden = hidden.map { tape.mix($0, by: kept) }
        cell = cell.map { tape.mix($0, by: kept) }
      }
      gates =
        hidden.map {
          tape.add(
            gates, tape.linear($0, weight: parameters[state], bias: parameters[stateBias]))
        } ?? tape.addRow(gates, parameters[stateBias])
      (hidden, cell) = advance(gates, cell, on: &tape)
      active = going
    }
    let sorted = tape.concatenateRows(ended.reversed())
    var places = order
    for (place, row) in order.enumerated() { places[row] = place }
    return tape.mix(sorted, by: .selection(of: places, from: order.count))
  }

  /// One step: gates in PyTorch's order input, forget, cell, output.
  private func advance(
    _ gates: Variable, _ cell: Variable?, on tape: inout Tape
  ) -> (hidden: Variable, cell: Variable) {
    func gate(_ index: Int, _ activation: Activation, _ tape: inout Tape) -> Variable {
      tape.activate(
        tape.columns(index * width..<(index + 1) * width, of: gates), activation)
    }
    let entering = tape.multiply(gate(0, .sigmoid, &tape), gate(2, .tanh, &tape))
    let next =
      cell.map { tape.add(tape.multiply(gate(1, .sigmoid, &tape), $0), entering) } ?? entering
    return (tape.multiply(gate(3, .sigmoid, &tape), tape.activate(next, .tanh)), next)
  }
}
