import ComputationGraph

/// Which layer each box stands in: every link leads from one layer to a later one.
///
/// Each box goes right below the lowest that leads to it; but what does not follow from the source
/// with the longest way down, such as what is computed of constants, goes right above what reads it.
/// Then boxes move whose links get shorter by it, until nothing moves.
struct Layering {
  /// The layer of each box, from 0.
  private(set) var layers: [Int]
  /// How many layers there are.
  private(set) var count = 0

  /// How often boxes are moved at most; chains move as a whole in one round.
  private static let rounds = 8

  /// Assigns layers.
  ///
  /// - Throws: ``GraphError`` if links lead in a circle.
  init(count boxes: Int, from: [Int32], to: [Int32]) throws(GraphError) {
    let below = Adjacency(count: boxes, ends: from, neighbours: to)
    let above = Adjacency(count: boxes, ends: to, neighbours: from)
    layers = Array(repeating: 0, count: boxes)
    let order = try Self.order(boxes, above, below)
    for box in order {
      for other in above[box] { layers[Int(box)] = max(layers[Int(box)], layers[Int(other)] + 1) }
    }
    lowerSideBranches(order, above, below)
    for _ in 0..<Self.rounds {
      let sank = sink(order, above, below)
      guard rise(order, above, below) || sank else { break }
    }
    removeEmptyLayers()
  }

  /// The boxes, each after all that lead to it.
  private static func order(
    _ boxes: Int, _ above: Adjacency, _ below: Adjacency
  ) throws(GraphError) -> [Int32] {
    var missing = (0..<Int32(boxes)).map { above.count($0) }
    var order = (0..<Int32(boxes)).filter { missing[Int($0)] == 0 }
    order.reserveCapacity(boxes)
    var next = 0
    while next < order.count {
      for other in below[order[next]] {
        missing[Int(other)] -= 1
        if missing[Int(other)] == 0 { order.append(other) }
      }
      next += 1
    }
    guard order.count == boxes else { throw GraphError(.cycle) }
    return order
  }

  /// Moves down what follows from other sources than those with the longest way down.
  private mutating func lowerSideBranches(
    _ order: [Int32], _ above: Adjacency, _ below: Adjacency
  ) {
    var heights = Array(repeating: 0, count: layers.count)
    for box in order.reversed() {
      for other in below[box] {
        heights[Int(box)] = max(heights[Int(box)], heights[Int(other)] + 1)
      }
    }
    let highest = heights.max() ?? 0
    var follows = heights.map { $0 == highest }
    for box in order where above[box].contains(where: { follows[Int($0)] }) {
      follows[Int(box)] = true
    }
    for box in order.reversed() where !follows[Int(box)] {
      guard let next = below[box].map({ layers[Int($0)] }).min() else { continue }
      layers[Int(box)] = next - 1
    }
  }

  /// Moves boxes down that more links leave than reach; tells whether any moved.
  private mutating func sink(_ order: [Int32], _ above: Adjacency, _ below: Adjacency) -> Bool {
    var moved = false
    for box in order.reversed() where below.count(box) > above.count(box) {
      guard let lowest = below[box].map({ layers[Int($0)] }).min(), lowest - 1 > layers[Int(box)]
      else { continue }
      layers[Int(box)] = lowest - 1
      moved = true
    }
    return moved
  }

  /// Moves boxes up that more links reach than leave; tells whether any moved.
  private mutating func rise(_ order: [Int32], _ above: Adjacency, _ below: Adjacency) -> Bool {
    var moved = false
    for box in order where above.count(box) > below.count(box) {
      guard let highest = above[box].map({ layers[Int($0)] }).max(), highest + 1 < layers[Int(box)]
      else { continue }
      layers[Int(box)] = highest + 1
      moved = true
    }
    return moved
  }

  private mutating func removeEmptyLayers() {
    var isUsed = Array(repeating: false, count: (layers.max() ?? -1) + 1)
    for layer in layers { isUsed[layer] = true }
    var numbers: [Int] = []
    for used in isUsed {
      numbers.append(count)
      if used { count += 1 }
    }
    for box in layers.indices { layers[box] = numbers[layers[box]] }
  }
}
