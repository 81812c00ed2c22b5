/// A number for each node and input that follows from its place in the graph alone.
///
/// Colour refinement: a node's colour is mixed with those of what it reads (forwards) and of what
/// reads it (backwards), over and over, until no more nodes are told apart. Equal colours mean
/// equal places, but for graphs far from any network. The batch size plays no part, so that the
/// order that follows is the same for every batch.
struct StructuralColours {
  private(set) var nodes: [UInt64]
  private(set) var inputs: [UInt64]
  private var weights: [UInt64]
  private let table: OperandTable

  /// More sweeps than any real network needs: each goes through the whole depth of the graph.
  private static let sweepLimit = 32

  init(_ graph: Graph, _ table: OperandTable) {
    self.table = table
    inputs = graph.inputs.map { value in
      Self.hash { $0.append(value, carriesBatch: graph.carriesBatch(value)) }
    }
    weights = graph.weights.map { value in Self.hash { $0.append(value) } }
    nodes = graph.nodes.map { node in
      Self.hash { $0.append(op: node.op, attributes: node.attributes) }
    }
    for output in graph.outputs {
      switch output {
      case .absent: break
      case .input(let input): inputs[input] = Self.mix(inputs[input], 1)
      case .node(let node, let output):
        // Added, so that the order of a node's outputs in the list does not matter.
        nodes[node] &+= Self.mix(2, UInt64(truncatingIfNeeded: output))
      }
    }
    var distinct = 0
    for _ in 0..<Self.sweepLimit {
      sweepForwards()
      sweepBackwards()
      let count = Set(nodes).count
      if count == distinct { break }
      distinct = count
    }
  }

  private mutating func sweepForwards() {
    for node in nodes.indices {
      var colour = nodes[node]
      for entry in table.entries[table.range(of: node)] where !entry.isFolded {
        colour = Self.mix(colour, edge(entry, self.colour(of: entry.operand)))
      }
      nodes[node] = colour
    }
  }

  private mutating func sweepBackwards() {
    // What reads a value is a set: the edges' hashes are summed up.
    var sums = Array(repeating: 0 as UInt64, count: nodes.count)
    var inputSums = Array(repeating: 0 as UInt64, count: inputs.count)
    var weightSums = Array(repeating: 0 as UInt64, count: weights.count)
    for node in nodes.indices.reversed() {
      nodes[node] = Self.mix(nodes[node], sums[node])
      for entry in table.entries[table.range(of: node)] where !entry.isFolded {
        let seen = edge(entry, nodes[node])
        switch entry.operand {
        case .weight(let weight): weightSums[weight] &+= seen
        case .data(.input(let input)): inputSums[input] &+= seen
        case .data(.node(let from, let output)):
          sums[from] &+= Self.mix(seen, UInt64(truncatingIfNeeded: output))
        case .data(.absent): break
        }
      }
    }
    for input in inputs.indices { inputs[input] = Self.mix(inputs[input], inputSums[input]) }
    for weight in weights.indices {
      weights[weight] = Self.mix(weights[weight], weightSums[weight])
    }
  }

  private func colour(of operand: PlacedOperand) -> UInt64 {
    switch operand {
    case .weight(let weight): weights[weight]
    case .data(.input(let input)): inputs[input]
    case .data(.node(let node, let output)):
      Self.mix(nodes[node], UInt64(truncatingIfNeeded: output))
    case .data(.absent): 0
    }
  }

  private func edge(_ entry: OperandTable.Entry, _ colour: UInt64) -> UInt64 {
    Self.mix(colour, UInt64(truncatingIfNeeded: entry.position))
  }

  private static func hash(_ write: (inout CanonicalBytes) -> Void) -> UInt64 {
    var bytes = CanonicalBytes()
    write(&bytes)
    return bytes.withoutBatch.reduce(0) { mix($0, UInt64($1)) }
  }

  /// Two numbers made one, by the finaliser of SplitMix64.
  private static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    var z = (left &+ 0x9E37_79B9_7F4A_7C15) ^ (right &* 0xD6E8_FEB8_6659_FD93)
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
