internal import ComputationGraph

/// A searched cell as Eagle prunes it: zeros cut, skips become connections, parallel ones are one, and
/// what does not lie between input and output is gone.
struct CellPaths {
  /// What operators of cells are called.
  static let prefix = "cell."

  private var kinds: [String]
  private var readers: [Set<Int>]

  private static let zeros: Set<String> = ["cell.none", "cell.zero"]
  private static let skips: Set<String> = ["cell.skip_connect", "cell.identity", "cell.skip"]
  private static let mostPaths = 4096

  /// Prunes a cell, which may be pruned already.
  init(pruning graph: Graph) {
    kinds = graph.nodes.map(\.op)
    readers = kinds.map { _ in [] }
    for (from, to) in graph.edges { readers[from].insert(to) }
    for node in kinds.indices {
      let isSkip = Self.skips.contains(kinds[node])
      guard isSkip || Self.zeros.contains(kinds[node]) else { continue }
      for source in kinds.indices where readers[source].remove(node) != nil {
        if isSkip { readers[source].formUnion(readers[node]) }
      }
      readers[node] = []
    }
    let inputs = kinds.indices.filter { kinds[$0].hasPrefix("cell.input") }
    let outputs = kinds.indices.filter { kinds[$0].hasSuffix("output") }
    var reached = Set(inputs)
    for node in kinds.indices where reached.contains(node) { reached.formUnion(readers[node]) }
    var leading = Set(outputs)
    for node in kinds.indices.reversed() where !readers[node].isDisjoint(with: leading) {
      leading.insert(node)
    }
    let kept = reached.intersection(leading).sorted()
    let places = Dictionary(uniqueKeysWithValues: zip(kept, kept.indices))
    readers = kept.map { node in Set(readers[node].compactMap { places[$0] }) }
    kinds = kept.map { kinds[$0] }
  }

  /// Counts, lengths, paths and neighbourhoods.
  func describe(in blocks: inout [NetworkTraits.Block: [String: Double]]) {
    let edges = readers.indices.flatMap { from in
      readers[from].sorted().map { (from: from, to: $0) }
    }
    blocks[.neighbourhoods] = NetworkTraits.neighbourhoods(kinds, edges)
    blocks[.paths] = paths()
    var incoming = kinds.map { _ in 0 }
    for (_, to) in edges { incoming[to] += 1 }
    var structure = [
      "edges": Double(edges.count),
      "additions": Double(incoming.reduce(0) { $0 + max($1 - 1, 0) }),
    ]
    for kind in inner { structure[kind, default: 0] += 1 }
    let lengths = lengths()
    for (name, value) in lengths where name.isEmpty || name.hasPrefix("=") {
      structure["length " + name] = value
    }
    blocks[.structure] = structure
    blocks[.lengths] = lengths
  }

  /// The operators between inputs and outputs.
  private var inner: [String] {
    kinds.filter { !$0.hasPrefix("cell.input") && !$0.hasSuffix("output") }
  }

  /// Longest paths, and the work that lies beside them (`~`): all operators alike (the name is empty), one
  /// alone (`=`), all but one (`-`), one at half, twice and three times the others' weight.
  private func lengths() -> [String: Double] {
    var lengths: [String: Double] = [:]
    func add(_ name: String, _ weight: (String) -> Double) {
      let (longest, total) = length(weight)
      lengths[name] = longest
      lengths["~" + name] = total - longest
    }
    add("") { _ in 1 }
    for kind in Set(inner).sorted() {
      add("=" + kind) { $0 == kind ? 1 : 0 }
      add("-" + kind) { $0 == kind ? 0 : 1 }
      for factor in [0.5, 2, 3] { add("\(factor) " + kind) { $0 == kind ? factor : 1 } }
    }
    return lengths
  }

  private func length(_ weight: (String) -> Double) -> (longest: Double, total: Double) {
    let ends = kinds.map { $0.hasPrefix("cell.input") || $0.hasSuffix("output") }
    var (lengths, total) = (kinds.map { _ in 0.0 }, 0.0)
    for node in kinds.indices {
      let own = ends[node] ? 0 : weight(kinds[node])
      lengths[node] += own
      total += own
      for reader in readers[node] { lengths[reader] = max(lengths[reader], lengths[node]) }
    }
    return (lengths.max() ?? 0, total)
  }

  /// How often each sequence of operators leads from an input to an output.
  private func paths() -> [String: Double] {
    var (counts, left): ([String: Double], Int) = ([:], Self.mostPaths)
    func follow(_ node: Int, _ path: String) {
      guard left > 0 else { return }
      let path = path + ">" + kinds[node]
      if readers[node].isEmpty {
        counts[path, default: 0] += 1
        left -= 1
      }
      for next in readers[node].sorted() where next > node { follow(next, path) }
    }
    for node in kinds.indices where kinds[node].hasPrefix("cell.input") { follow(node, "") }
    return counts
  }

  /// Which operator stands at which place of an unpruned cell; a place is known by its connections, its
  /// distance from the inputs and its height over the outputs.
  static func slots(_ graph: Graph) -> [String: Double] {
    let count = graph.nodes.count
    var (depths, heights) = (Array(repeating: 0, count: count), Array(repeating: 0, count: count))
    var (incoming, outgoing) = (heights, heights)
    for (from, to) in graph.edges {
      incoming[to] += 1
      outgoing[from] += 1
      depths[to] = max(depths[to], depths[from] + 1)
    }
    for (from, to) in graph.edges.reversed() { heights[from] = max(heights[from], heights[to] + 1) }
    var slots: [String: Double] = [:]
    for (node, kind) in graph.nodes.map(\.op).enumerated() {
      let place = "\(incoming[node]) \(outgoing[node]) \(depths[node]) \(heights[node])"
      slots["\(place) \(kind)", default: 0] += 1
    }
    return slots
  }
}
