import ByteReading

/// A network as PerfSeer describes it, in flat lists: nothing of it is understood yet.
package struct PerfSeerNetwork: Sendable {
  /// Where in a node's row of numbers things stand: what it is, then its figures.
  enum Row {
    /// The operator's number, the bits of the network's batch, and the number of predecessors up to 2.
    static let op = 0
    static let batch = 1
    static let predecessors = 2
    static let arguments = 3
    static let memory = arguments + PerfSeerNode.argumentNames.count
    static let flops = memory + PerfSeerNode.memoryNames.count
    static let intensity = flops + 1
    static let width = intensity + 1
  }

  /// The nodes' names, by their places.
  private(set) var names = ByteTable()
  /// The rows of all nodes.
  var figures: [Double] = []
  /// The operators that are none of PerfSeer's, which have the numbers after those.
  private var otherOperators: [String] = []
  /// For each node those that lead to it.
  let predecessors: NodeLists
  /// The batch size, if the nodes or the file's name say it.
  private(set) var batch: Int?

  init(_ predecessors: NodeLists) {
    self.predecessors = predecessors
    figures.reserveCapacity(predecessors.count * Row.width)
  }

  /// The operators of PerfSeer's networks; their places are their numbers.
  static let operators: [StaticString] = [
    "Conv", "BatchNormalization", "Relu", "Concat", "Add", "MaxPool", "AveragePool",
    "GlobalAveragePool", "Flatten", "Gemm",
  ]

  private static let operatorNames = operators.map(\.description)

  /// The number of nodes.
  var count: Int { names.count }

  // MARK: Filling

  /// Appends a node without figures; returns where its row begins.
  mutating func append(name: RawSpan) -> Int {
    _ = names.append(name)
    let start = figures.count
    figures.append(contentsOf: repeatElement(0, count: Row.width))
    return start
  }

  /// Copies some numbers that follow each other.
  mutating func copyFigures(_ count: Int, from start: Int, to target: Int) {
    for index in 0..<count { figures[target + index] = figures[start + index] }
  }

  /// The number of an operator that is none of PerfSeer's.
  mutating func number(ofOther name: String) -> Int {
    otherOperators.append(name)
    return Self.operators.count + otherOperators.count - 1
  }

  /// Completes all rows, once the nodes are there; the given batch counts where no node says one.
  mutating func finish(batch given: Int?) {
    let place = Row.memory + PerfSeerNode.Memory.batch.rawValue
    batch = given
    for node in 0..<count {
      guard let size = PerfSeerNode.count(figures[node * Row.width + place]), size > 0 else {
        continue
      }
      batch = size
      break
    }
    let bits = Double(bitPattern: UInt64(batch ?? 0))
    for node in 0..<count {
      figures[node * Row.width + Row.batch] = bits
      figures[node * Row.width + Row.predecessors] = Double(min(predecessors.count(of: node), 2))
    }
  }

  // MARK: Reading

  /// Bytes that two nodes have in common only if all is alike but their names and connections; `nil`
  /// if it is a node of an operator that no other network numbers so.
  func key(of node: Int) -> Range<Int>? {
    let start = node * Row.width
    guard Int(figures[start + Row.op]) < Self.operators.count else { return nil }
    return start * MemoryLayout<Double>.size..<(start + Row.width) * MemoryLayout<Double>.size
  }

  /// The name of a node's operator.
  func op(of node: Int) -> String {
    let number = Int(figures[node * Row.width])
    return number < Self.operatorNames.count
      ? Self.operatorNames[number] : otherOperators[number - Self.operatorNames.count]
  }

  /// A figure of a node, if it is a whole number that is not negative.
  func count(_ memory: PerfSeerNode.Memory, of node: Int) -> Int? {
    PerfSeerNode.count(figures[node * Row.width + Row.memory + memory.rawValue])
  }

  /// All figures of a node.
  func node(_ node: Int) -> PerfSeerNode {
    let row = figures[node * Row.width..<(node + 1) * Row.width]
    let start = row.startIndex
    return PerfSeerNode(
      op: op(of: node), arguments: Array(row[start + Row.arguments..<start + Row.memory]),
      memory: Array(row[start + Row.memory..<start + Row.flops]), flops: row[start + Row.flops],
      intensity: row[start + Row.intensity])
  }
}
