internal import DenseKernels

/// BRP-NAS's graph network: A (H W) + b with the sum over a node and those that it listens to, layer
/// normalisation, ReLU, dropout; the global node's row is what the head reads.
///
/// Reference: arXiv 2007.08668, section 3; Eagle's `GCN`. Exact rearrangements: the last layer is
/// computed for the global node alone, which hears all nodes; A (H W) = (A H) W.
package struct BRPNASNetwork: ComparingNetwork {
  /// What the last map is for.
  package enum Head: String, Sendable, CaseIterable {
    /// A figure.
    case figure
    /// Two logarithms of probabilities of [e₁; e₂].
    case pair
    /// The softmax of one score for each.
    case naive
    /// One probability of [e₁; e₂], that the first is the larger.
    case oneWay = "one-way"
  }

  /// The parameters in PyTorch's order. Eagle keeps convolutions' weights as [in, out]; here they are
  /// [out, in] as all others.
  package let parameters: ParameterList

  /// All layers but the last, which is computed for the global nodes alone.
  package var hearingDepth: Int? { convolutions.count - 1 }

  /// Layers go along steps.
  package var hearsStepwise: Bool { true }

  let head: Head
  let augments: Int
  let convolutions: [LinearLayer]
  let normalisations: [LayerNormalisation]
  let last: LinearLayer

  /// A network over nodes of `features` numbers with layers of one width, whose head also reads
  /// `augments` features of the graph as a whole.
  package init(
    features: Int, hidden: Int, layers: Int, head: Head = .figure, augments: Int = 0
  ) {
    var list = ParameterList()
    self.head = head
    self.augments = augments
    // Eagle draws a weight, which it keeps as [in, out], and its bias from ±1/√out.
    let draw = ParameterList.Draw.thomas(hidden)
    convolutions = (0..<layers).map {
      LinearLayer("gc.\($0)", $0 == 0 ? features : hidden, hidden, draw: draw, &list)
    }
    normalisations = (0..<layers).map { LayerNormalisation("bn.\($0)", hidden, &list) }
    let isPair = head == .pair || head == .oneWay
    let width = hidden + augments
    last = LinearLayer("fc", isPair ? 2 * width : width, head == .pair ? 2 : 1, &list)
    parameters = list
  }

  /// The row of each graph's global node after all layers, and what stands beside it.
  package func embeddings(
    of batch: GraphBatch, _ parameters: [Variable], on tape: inout Tape,
    dropout: inout DropoutSource?
  ) -> Variable {
    let hearing = batch.steps.isEmpty ? batch.mixing(.sumWithSelf) : nil
    var h = tape.constant(batch.features)
    for (layer, convolution) in convolutions.enumerated() {
      let isLast = layer == convolutions.count - 1
      let mapped: Variable
      if let mixing = isLast ? batch.nodeSum : hearing {
        mapped = convolution(tape.mix(h, by: mixing), parameters, on: &tape)
      } else {
        mapped = hear(h, convolution, along: batch.steps[layer], parameters, on: &tape)
      }
      h = normalisations[layer](
        mapped, rectifying: true, dropout: dropout?.next(), parameters, on: &tape)
    }
    guard augments > 0 else { return h }
    // Graphs that come without these figures, as from a record, are as if all were 0.
    let beside =
      batch.statics.columns == augments
      ? batch.statics : Matrix(rows: batch.count, columns: augments)
    return tape.concatenateColumns([h, tape.constant(beside)])
  }

  /// One layer where rows change in it: wide rows go through the map first, of which there are fewer.
  private func hear(
    _ h: Variable, _ layer: LinearLayer, along step: HearingStep, _ parameters: [Variable],
    on tape: inout Tape
  ) -> Variable {
    let (mixing, weight) = (step.sumWithSelf, parameters[layer.weight])
    guard tape.value(h).columns >= tape.value(weight).rows else {
      return layer(tape.mix(h, by: mixing), parameters, on: &tape)
    }
    return tape.mix(
      [(tape.linear(h, weight: weight), mixing)], bias: layer.bias.map { parameters[$0] })
  }

  /// A figure for each graph; of a comparing head the score that its comparisons amount to: with
  /// d(a, b) = p(a) + q(b) + c the order of p − q.
  package func outputs(
    of batch: GraphBatch, _ parameters: [Variable], on tape: inout Tape,
    dropout: inout DropoutSource?
  ) -> Variable {
    let rows = embeddings(of: batch, parameters, on: &tape, dropout: &dropout)
    guard head == .pair || head == .oneWay else { return last(rows, parameters, on: &tape) }
    let zero = tape.constant(Matrix(rows: tape.value(rows).rows, columns: tape.value(rows).columns))
    let first = difference(tape.concatenateColumns([rows, zero]), parameters, on: &tape)
    let second = difference(tape.concatenateColumns([zero, rows]), parameters, on: &tape)
    return tape.add(first, tape.scale(second, by: -1))
  }

  /// Which of two is the larger.
  package func comparisons(
    of embeddings: Variable, _ pairs: [(first: Int, second: Int)], _ parameters: [Variable],
    on tape: inout Tape
  ) -> Variable {
    let count = tape.value(embeddings).rows
    let sides = [pairs.map(\.first), pairs.map(\.second)].map {
      tape.mix(embeddings, by: .selection(of: $0, from: count))
    }
    var margin: Variable
    if head == .pair || head == .oneWay {
      margin = difference(tape.concatenateColumns(sides), parameters, on: &tape)
    } else {
      let scores = sides.map { last($0, parameters, on: &tape) }
      margin = tape.add(scores[0], tape.scale(scores[1], by: -1))
    }
    // ln softmax of two numbers, and ln of a sigmoid and its complement, follow from a difference d:
    // -ln(1 + e⁻ᵈ) and -ln(1 + eᵈ).
    let logs = [true, false].map { tape.scale(tape.softplus(margin, negated: $0), by: -1) }
    margin = tape.concatenateColumns(logs)
    return margin
  }

  /// By how much the first number of a pair's map is above the second, or the one number itself.
  private func difference(
    _ rows: Variable, _ parameters: [Variable], on tape: inout Tape
  ) -> Variable {
    let both = last(rows, parameters, on: &tape)
    guard head == .pair else { return both }
    let sign = tape.constant(Matrix(rows: 1, columns: 2, storage: [1, -1]))
    return tape.linear(both, weight: sign)
  }
}
