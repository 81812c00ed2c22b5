/// All cells of NAS-Bench-101, each once, in the order of the original's generator.
///
/// The generator goes through the matrices of 2 … 7 vertices by their bits, and for each through all
/// operators, the last fastest; it keeps the first cell of each isomorphism class. (`generate_graphs.py`
/// of the original tells classes apart by a hash; the classes are the same.)
///
/// A class of matrices is represented by its first; its labellings that no automorphism maps to an
/// earlier one are the cells.
struct NASBench101Table: Sendable {
  /// One matrix and the labellings of it that are cells.
  private struct Group: Sendable {
    let vertices: Int
    let bits: Int
    /// The position of the first cell.
    let start: Int
    /// The labellings as numbers of base 3; `nil` stands for all.
    let labellings: [Int]?
  }

  private var groups: [Group] = []
  private(set) var count = 0

  static let shared = NASBench101Table()

  private init() {
    for vertices in 2...NASBench101.vertexLimit {
      var seen: Set<[CellNodes]> = []
      for bits in 0..<1 << (vertices * (vertices - 1) / 2)
      where bits.nonzeroBitCount <= NASBench101.edgeLimit {
        let operands = NASBench101Module.operands(of: bits, vertices)
        guard NASBench101Module.isPruned(operands) else { continue }
        let plain = Self.unlabelled(operands)
        if seen.insert(plain.canonical().operands).inserted { add(vertices, bits, plain) }
      }
    }
  }

  private static let vertex = CellOperator("vertex")

  private static func unlabelled(_ operands: [CellNodes]) -> CellGraph {
    var cell = CellGraph()
    for (place, operands) in operands.enumerated() {
      cell.add(place == 0 ? .input : Self.vertex, reading: operands)
    }
    return cell
  }

  private mutating func add(_ vertices: Int, _ bits: Int, _ plain: CellGraph) {
    let total = (0..<vertices - 2).reduce(1) { total, _ in total * 3 }
    var labellings: [Int]?
    if !plain.automorphisms.isEmpty {
      let automorphisms = plain.automorphisms
      labellings = (0..<total).filter { labelling in
        let labels = Self.labels(labelling, vertices)
        return automorphisms.allSatisfy { map in
          // The labelling comes first among its images.
          !map.dropFirst().dropLast().map { labels[$0 - 1] }.lexicographicallyPrecedes(labels)
        }
      }
    }
    groups.append(Group(vertices: vertices, bits: bits, start: count, labellings: labellings))
    count += labellings?.count ?? total
  }

  private static func labels(_ labelling: Int, _ vertices: Int) -> [Int] {
    var labels = Array(repeating: 0, count: vertices - 2)
    var rest = labelling
    for place in labels.indices.reversed() {
      labels[place] = rest % 3
      rest /= 3
    }
    return labels
  }

  func genes(at position: Int) -> Genes {
    var low = 0
    var high = groups.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if groups[middle].start <= position { low = middle } else { high = middle }
    }
    let group = groups[low]
    let place = position - group.start
    return [group.bits] + Self.labels(group.labellings?[place] ?? place, group.vertices)
  }

  /// The position of a cell.
  func position(of genes: Genes) -> Int? {
    guard let module = NASBench101Module(genes) else { return nil }
    let wanted = module.cell.canonical()
    let plain = Self.unlabelled(module.operands).canonical().operands
    guard
      let group = groups.first(where: { group in
        group.vertices == module.vertexCount
          && Self.unlabelled(NASBench101Module.operands(of: group.bits, group.vertices))
            .canonical().operands == plain
      })
    else { return nil }
    let total = (0..<group.vertices - 2).reduce(1) { total, _ in total * 3 }
    let labellings = group.labellings ?? Array(0..<total)
    return labellings.firstIndex { labelling in
      let genes = [group.bits] + Self.labels(labelling, group.vertices)
      return NASBench101Module(genes)?.cell.canonical() == wanted
    }.map { group.start + $0 }
  }
}

extension CellGraph {
  /// The ways to exchange nodes that change nothing, the identity aside. For few nodes: every
  /// permutation is tried as far as it fits.
  fileprivate var automorphisms: [[Int]] {
    var found: [[Int]] = []
    extend([], &found)
    return found.filter { $0 != Array(0..<count) }
  }

  private func extend(_ map: [Int], _ found: inout [[Int]]) {
    let node = map.count
    guard node < count else { return found.append(map) }
    for image in 0..<count
    where !map.contains(image) && operators[image] == operators[node]
      && operands[image].count == operands[node].count
    {
      let fits = (0..<node).allSatisfy { earlier in
        operands[node].contains(earlier) == operands[image].contains(map[earlier])
          && operands[earlier].contains(node) == operands[map[earlier]].contains(image)
      }
      if fits { extend(map + [image], &found) }
    }
  }
}
