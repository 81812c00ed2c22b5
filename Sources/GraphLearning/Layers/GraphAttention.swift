package import DenseKernels

/// Attention of several heads of each node over those it may see, as `torch.nn.MultiheadAttention` with
/// a mask: softmax(Q Kᵀ / √d) V for each head, side by side, and one map (Vaswani and others, 2017).
package struct GraphAttention: Sendable {
  let width: Int
  let heads: Int
  let entering: Int
  let enteringBias: Int
  let leaving: LinearLayer

  /// A layer over rows of a width that `heads` divides; its parameters are `name.in_proj_weight`,
  /// `name.in_proj_bias` and those of `name.out_proj`.
  package init(
    _ name: String, _ width: Int, heads: Int, _ parameters: inout ParameterList
  ) {
    precondition(heads > 0 && width.isMultiple(of: heads))
    self.width = width
    self.heads = heads
    entering = parameters.add(
      name + ".in_proj_weight", [3 * width, width], .glorot(3 * width, width))
    enteringBias = parameters.add(name + ".in_proj_bias", [3 * width], .constant(0))
    leaving = LinearLayer(
      name + ".out_proj", width, width, biasDraw: .constant(0), &parameters)
  }

  /// [nodes, width] to the same; a node sees those that its row of the pattern names.
  package func callAsFunction(
    _ x: Variable, seeing pattern: SparsePattern, _ parameters: [Variable], on tape: inout Tape
  ) -> Variable {
    let all = tape.linear(x, weight: parameters[entering], bias: parameters[enteringBias])
    let depth = width / heads
    let scale = 1 / Float(depth).squareRoot()
    let said = (0..<heads).map { head in
      func part(_ index: Int, _ tape: inout Tape) -> Variable {
        let start = index * width + head * depth
        return tape.columns(start..<start + depth, of: all)
      }
      let query = tape.scale(part(0, &tape), by: scale)
      let scores = tape.innerProducts(query, part(1, &tape), at: pattern)
      let weights = tape.softmax(scores, within: pattern.offsets)
      return tape.weightedSum(part(2, &tape), weights: weights, over: pattern)
    }
    return leaving(tape.concatenateColumns(said), parameters, on: &tape)
  }
}

/// x + attention(x) over the nodes that reach a node or that it reaches, and itself: the mask of a
/// transformer over directed acyclic graphs (Luo and others, DAGFormer, NeurIPS 2023, section 3.2).
struct ReachabilityAttention: Convolution {
  let attention: GraphAttention

  func surroundings(in batch: GraphBatch) -> Surroundings {
    Surroundings(pattern: batch.neighbours.reachable)
  }

  func callAsFunction(
    _ x: Variable, _ surroundings: Surroundings, _ parameters: [Variable], on tape: inout Tape
  ) -> Variable {
    tape.add(x, attention(x, seeing: surroundings.pattern, parameters, on: &tape))
  }
}

extension SparsePattern {
  /// For each row, which stands for a node that hears those it names, all that it hears of however far
  /// away, all that hear of it, and itself, ascending; the pattern must be square.
  package var reachable: SparsePattern {
    let turned = matrix(Array(repeating: 1, count: indices.count)).transposed()
    let listeners = SparsePattern(
      columns: rows, offsets: turned.offsets, indices: turned.indices)
    var (ends, found) = ([0], [Int32]())
    var marks = Array(repeating: -1, count: rows)
    for row in 0..<rows {
      let heard = reached(from: row, &marks, mark: 2 * row)
      // A node of a cycle is met both ways.
      let isHeard = Set(heard)
      let hearing = listeners.reached(from: row, &marks, mark: 2 * row + 1)
      found += (heard + hearing.filter { !isHeard.contains($0) }).sorted()
      ends.append(found.count)
    }
    return SparsePattern(columns: columns, offsets: ends, indices: found)
  }

  /// What can be reached from a row, itself first.
  private func reached(from row: Int, _ marks: inout [Int], mark: Int) -> [Int32] {
    var members = [Int32(row)]
    marks[row] = mark
    var next = 0
    while next < members.count {
      let node = Int(members[next])
      next += 1
      for other in indices[offsets[node]..<offsets[node + 1]] where marks[Int(other)] != mark {
        marks[Int(other)] = mark
        members.append(other)
      }
    }
    return members
  }
}
