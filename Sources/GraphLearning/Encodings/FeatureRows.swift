/// The features of the nodes of a graph, each distinct row once and without its zeros: networks repeat
/// layers, and most features of a node say what it is not.
struct FeatureRows: Sendable, Hashable {
  /// The number of features of a node.
  let width: Int
  /// The distinct row of each node.
  private(set) var places: [UInt32] = []
  /// Where the numbers of each distinct row begin, and after the last where they end.
  private var starts: [UInt32] = [0]
  /// The numbers that are not 0, row by row, and their columns.
  private var columns: [UInt16] = []
  private var values: [Float] = []

  /// The number of distinct rows.
  var distinctCount: Int { starts.count - 1 }

  /// Takes rows, one after the other, apart; no row is wider than 65,535.
  init(_ elements: [Float], width: Int) {
    precondition(width == 0 ? elements.isEmpty : elements.count.isMultiple(of: width))
    self.width = width
    guard width > 0 else { return }
    places.reserveCapacity(elements.count / width)
    var known: [UInt64: UInt32] = [:]
    for first in stride(from: 0, to: elements.count, by: width) {
      var mark: UInt64 = 0
      for column in 0..<width where elements[first + column].bitPattern != 0 {
        columns.append(UInt16(column))
        values.append(elements[first + column])
        let bits = UInt64(elements[first + column].bitPattern) << 16 | UInt64(column)
        mark = RandomSource.scramble(mark ^ bits)
      }
      let start = Int(starts[distinctCount])
      if let place = known[mark], isRow(Int(place), from: start) {
        columns.removeSubrange(start...)
        values.removeSubrange(start...)
        places.append(place)
      } else {
        known[mark] = UInt32(distinctCount)
        places.append(UInt32(distinctCount))
        starts.append(UInt32(values.count))
      }
    }
    // Copies take no more room than they need.
    columns = columns.map { $0 }
    values = values.map { $0 }
  }

  /// Whether a distinct row says the same as the numbers from `start` on.
  private func isRow(_ row: Int, from start: Int) -> Bool {
    let range = range(row)
    return columns[range] == columns[start...]
      && zip(values[range], values[start...]).allSatisfy { $0.bitPattern == $1.bitPattern }
  }

  private func range(_ row: Int) -> Range<Int> { Int(starts[row])..<Int(starts[row + 1]) }

  /// Hands over the columns and numbers of a distinct row that are not 0.
  func forEachNumber(ofRow row: Int, _ body: (_ column: Int, _ value: Float) -> Void) {
    for entry in range(row) { body(Int(columns[entry]), values[entry]) }
  }

  /// Writes a node's features where all are 0 yet.
  func write(node: Int, to elements: inout [Float], at first: Int) {
    for entry in range(Int(places[node])) {
      elements[first + Int(columns[entry])] = values[entry]
    }
  }

  /// The features node by node, zeros and all.
  var elements: [Float] {
    var elements = Array(repeating: Float(0), count: places.count * width)
    for node in places.indices { write(node: node, to: &elements, at: node * width) }
    return elements
  }
}
