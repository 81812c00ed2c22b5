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
  private let graph: CompactGraph

  /// More sweeps than any real network needs: each goes through the whole depth of the graph.
  private static let sweepLimit = 32

  init(_ graph: CompactGraph, _ vocabulary: GraphVocabulary) {
    self.graph = graph
    inputs = graph.inputs.map { input in
      let type = vocabulary.typeParts[Int(input.type)]
      let carriesBatch = graph.batch != nil && type.dimension == graph.batch
      return Self.hash(vocabulary, type.canonical, cutting: carriesBatch ? type.leading : nil)
    }
    weights = graph.weights.map { weight in
      Self.hash(vocabulary, vocabulary.typeParts[Int(weight.type)].canonical, cutting: nil)
    }
    nodes = graph.nodes.map { node in
      let operation = vocabulary.operation(of: node.form)
      return Self.hash(vocabulary, operation.canonical, cutting: operation.cut)
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
      let places = graph.places(of: node)
      for index in places where graph.operands[index].isRead {
        let seen = self.colour(of: graph.operands[index])
        colour = Self.mix(colour, Self.mix(seen, UInt64(index - places.lowerBound)))
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
      let places = graph.places(of: node)
      for index in places where graph.operands[index].isRead {
        let place = graph.operands[index]
        let seen = Self.mix(nodes[node], UInt64(index - places.lowerBound))
        switch place.origin {
        case .weight: weightSums[Int(place.number)] &+= seen
        case .input: inputSums[Int(place.number)] &+= seen
        case .node:
          sums[Int(place.number)] &+= Self.mix(seen, UInt64(truncatingIfNeeded: place.output))
        case .absent: break
        }
      }
    }
    for input in inputs.indices { inputs[input] = Self.mix(inputs[input], inputSums[input]) }
    for weight in weights.indices {
      weights[weight] = Self.mix(weights[weight], weightSums[weight])
    }
  }

  private func colour(of place: CompactGraph.Place) -> UInt64 {
    let number = Int(place.number)
    return switch place.origin {
    case .weight: weights[number]
    case .input: inputs[number]
    case .node: Self.mix(nodes[number], UInt64(truncatingIfNeeded: place.output))
    case .absent: 0
    }
  }

  private static func hash(
    _ vocabulary: GraphVocabulary, _ range: Range<Int>, cutting cut: Range<Int>?
  ) -> UInt64 {
    let bytes = vocabulary.canonical.bytes[range]
    let cut = cut.map { range.lowerBound + $0.lowerBound..<range.lowerBound + $0.upperBound }
    var hash: UInt64 = 0
    for index in bytes.indices {
      if let cut, cut.contains(index) {
        if index == cut.lowerBound { hash = mix(hash, UInt64(UInt8(ascii: "B"))) }
      } else {
        hash = mix(hash, UInt64(bytes[index]))
      }
    }
    return hash
  }

  /// Two numbers made one, by the finaliser of SplitMix64.
  private static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    var z = (left &+ 0x9E37_79B9_7F4A_7C15) ^ (right &* 0xD6E8_FEB8_6659_FD93)
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
