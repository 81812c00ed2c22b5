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
  /// The group of each class of matrices, by their canonical form.
  private var places: [[CellNodes]: Int] = [:]
  private(set) var count = 0

  static let shared = NASBench101Table()

  private init() {
    for vertices in 2...NASBench101.vertexLimit {
      for bits in 0..<1 << (vertices * (vertices - 1) / 2)
      where bits.nonzeroBitCount <= NASBench101.edgeLimit {
        let operands = NASBench101Module.operands(of: bits, vertices)
        guard NASBench101Module.isPruned(operands) else { continue }
        let plain = Self.unlabelled(operands)
        let form = plain.canonical().operands
        if places[form] == nil {
          places[form] = groups.count
          add(vertices, bits, plain)
        }
      }
    }
  }

  private static let vertex: CellOperator = "vertex"

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
    let automorphisms = plain.automorphisms
    if !automorphisms.isEmpty {
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

  /// The position of a cell: the first of the labellings that make it.
  func position(of genes: Genes) -> Int? {
    guard let module = NASBench101Module(genes) else { return nil }
    let plain = Self.unlabelled(module.operands)
    guard let place = places[plain.canonical().operands] else { return nil }
    let group = groups[place]
    let first = Self.unlabelled(NASBench101Module.operands(of: group.bits, group.vertices))
    let numbers = first.isomorphisms(to: plain).map { map in
      map.dropFirst().dropLast().reduce(0) { $0 * 3 + module.operators[$1 - 1] }
    }
    guard let number = numbers.min() else { return nil }
    guard let labellings = group.labellings else { return group.start + number }
    return labellings.firstIndex(of: number).map { group.start + $0 }
  }
}

extension CellGraph {
  /// The ways to exchange nodes that change nothing, the identity aside.
  fileprivate var automorphisms: [[Int]] {
    isomorphisms(to: self).filter { $0 != Array(0..<count) }
  }

  /// The ways to lay the nodes on those of another cell so that operators and connections agree. For
  /// few nodes: every permutation is tried as far as it fits.
  fileprivate func isomorphisms(to other: CellGraph) -> [[Int]] {
    var found: [[Int]] = []
    extend([], to: other, &found)
    return found
  }

  private func extend(_ map: [Int], to other: CellGraph, _ found: inout [[Int]]) {
    let node = map.count
    guard node < count else { return found.append(map) }
    for image in 0..<other.count
    where !map.contains(image) && other.nodes[image].op == nodes[node].op
      && other.nodes[image].operands.count == nodes[node].operands.count
    {
      let fits = (0..<node).allSatisfy { earlier in
        nodes[node].operands.contains(earlier)
          == other.nodes[image].operands.contains(map[earlier])
          && nodes[earlier].operands.contains(node)
            == other.nodes[map[earlier]].operands.contains(image)
      }
      if fits { extend(map + [image], to: other, &found) }
    }
  }
}
