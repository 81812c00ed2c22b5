/// For each node of a graph the places of other nodes, all lists one after the other.
package struct NodeLists: Sendable {
  /// Where each node's list ends.
  private var ends: [Int32]
  private var places: [Int32]

  /// Lists for each node the places that edges lead from, in the order of the edges.
  ///
  /// - Parameters:
  ///   - edges: The edges by the places of their nodes.
  ///   - count: The number of nodes.
  init(from edges: [(from: Int32, to: Int32)], count: Int) {
    ends = Array(repeating: 0, count: count)
    places = Array(repeating: 0, count: edges.count)
    for edge in edges { ends[Int(edge.to)] += 1 }
    var next: [Int32] = []
    next.reserveCapacity(count)
    var total: Int32 = 0
    for node in 0..<count {
      next.append(total)
      total += ends[node]
      ends[node] = total
    }
    for edge in edges {
      places[Int(next[Int(edge.to)])] = edge.from
      next[Int(edge.to)] += 1
    }
  }

  /// The number of nodes.
  package var count: Int { ends.count }

  /// The list of a node.
  package subscript(node: Int) -> ArraySlice<Int32> { places[range(of: node)] }

  /// How long the list of a node is.
  func count(of node: Int) -> Int { range(of: node).count }

  /// Sorts each list by what the places stand for, equal ones as they are.
  mutating func sort(by keys: [Int]) {
    for node in ends.indices {
      let range = range(of: node)
      guard range.count > 1, !isSorted(range, by: keys) else { continue }
      let sorted = places[range].sorted { keys[Int($0)] < keys[Int($1)] }
      places.replaceSubrange(range, with: sorted)
    }
  }

  private func isSorted(_ range: Range<Int>, by keys: [Int]) -> Bool {
    for index in range.dropFirst() where keys[Int(places[index])] < keys[Int(places[index - 1])] {
      return false
    }
    return true
  }

  private func range(of node: Int) -> Range<Int> {
    (node == 0 ? 0 : Int(ends[node - 1]))..<Int(ends[node])
  }
}
