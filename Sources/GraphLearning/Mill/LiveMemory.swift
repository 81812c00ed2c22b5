package import ComputationGraph
internal import Statistics

/// How much memory a network needs at once when its nodes run in their order and every result lives until
/// its last reader has run.
///
/// A node that computes each element from one of an operand (its result is as large, it has no kernel and
/// no products) overwrites an operand that nobody reads later.
package struct LiveMemory {
  private let graph: Graph
  /// The position of the last reader of each node's results; after the end for results that nobody reads.
  private let lastReaders: [Int]
  /// For each node those whose results it is the last to read, and the inputs that it is the last to read;
  /// an input that nobody reads ends with the first node.
  private let ending: [[Int]]
  private let endingInputs: [[Int]]
  private let isInPlace: [Bool]

  /// The width that channels are rounded up to where memory is laid out for vectors.
  private static let lane = 16.0

  /// Reads a graph with shapes.
  package init(_ graph: Graph) {
    self.graph = graph
    var readers = graph.nodes.map { _ in graph.nodes.count }
    var inputs = graph.inputs.map { _ in 0 }
    for (index, node) in graph.nodes.enumerated() {
      for operand in node.inputs {
        switch operand {
        case .node(let from, _) where from < index: readers[from] = index
        case .input(let position) where inputs.indices.contains(position): inputs[position] = index
        default: break
        }
      }
    }
    lastReaders = readers
    ending = Self.positions(by: readers, below: graph.nodes.count)
    endingInputs = Self.positions(by: inputs, below: graph.nodes.count)
    isInPlace = graph.nodes.map { node in
      (node.cost.macs ?? 0) == 0 && (node.integers("kernel_shape") ?? []).allSatisfy { $0 == 1 }
    }
  }

  /// The logarithm of the peak, and the logarithms of other amounts over it: with channels in full lanes,
  /// with the weights of the node that runs, the largest node, result and weights alone.
  package var traits: [String: Double] {
    let plain = graph.nodes.map { $0.outputs.reduce(0.0) { $0 + Double($1.byteCount ?? 0) } }
    let isLast = graph.layout == "NHWC"
    let packed = zip(graph.nodes, plain).map { node, bytes in
      bytes
        / NodeWork.fill(NodeWork.channels(of: node.outputs.first?.shape, isLast: isLast), Self.lane)
    }
    let weights = graph.nodes.map { node in
      node.weights.reduce(0.0) { $0 + Double(graph.value(.weight($1.weight))?.byteCount ?? 0) }
    }
    let none = plain.map { _ in 0.0 }
    let peak = Logarithm.natural(1 + peak(plain, beside: none))
    var traits = ["peak": peak]
    for (name, bytes) in [
      "in lanes": self.peak(packed, beside: none),
      "with weights": self.peak(plain, beside: weights),
      "largest node": graph.nodes.indices.map { plain[$0] + read($0) }.max() ?? 0,
      "largest result": plain.max() ?? 0, "largest weights": weights.max() ?? 0,
    ] {
      traits[name] = Logarithm.natural(1 + bytes) - peak
    }
    return traits
  }

  private func read(_ node: Int) -> Double {
    graph.nodes[node].inputs.reduce(0) { $0 + Double(graph.value(.data($1))?.byteCount ?? 0) }
  }

  /// The most that lives at once: results of these sizes, and what is there only while a node runs.
  private func peak(_ results: [Double], beside: [Double]) -> Double {
    var sizes = results
    let inputs = graph.inputs.map { Double($0.byteCount ?? 0) }
    var (live, peak) = (inputs.reduce(0, +), 0.0)
    for node in results.indices {
      if let operand = overwritten(by: node, results) {
        live -= sizes[operand]
        sizes[operand] = 0
      }
      live += results[node]
      peak = max(peak, live + beside[node])
      for done in ending[node] {
        live -= sizes[done]
        sizes[done] = 0
      }
      for input in endingInputs[node] { live -= inputs[input] }
    }
    return peak
  }

  /// The positions that have each number below `count`, in order.
  private static func positions(by numbers: [Int], below count: Int) -> [[Int]] {
    var positions = Array(repeating: [Int](), count: count)
    for (position, number) in numbers.enumerated() where number < count {
      positions[number].append(position)
    }
    return positions
  }

  /// The node whose results a node can write over.
  private func overwritten(by node: Int, _ sizes: [Double]) -> Int? {
    guard isInPlace[node] else { return nil }
    for case .node(let from, _) in graph.nodes[node].inputs
    where from < node && lastReaders[from] == node && sizes[from] == sizes[node] {
      return from
    }
    return nil
  }
}
