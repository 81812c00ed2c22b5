internal import GraphBuilding
internal import PickleFormat
internal import RecordStreams

/// A NAS-Bench-101 cell: which operation leads to which, and what the operations are.
struct NASBench101Cell: Sendable, Equatable {
  /// The space's name in records.
  static let space = "nasbench101"

  private let matrix: [[Int]]
  private let operations: [String]

  /// Reads a pair of a matrix and as many names of operations; `nil` for all else.
  init?(_ value: PickleValue, in arena: borrowing PickleArena) {
    guard arena.kind(of: value) == .tuple || arena.kind(of: value) == .list,
      let pair = arena.items(value), pair.count == 2, let names = arena.items(pair[1]),
      let matrix = arena.matrix(pair[0]), matrix.count == names.count
    else { return nil }
    var operations: [String] = []
    for index in names.indices {
      guard let name = arena.string(names[index]) else { return nil }
      operations.append(name)
    }
    guard matrix.allSatisfy({ $0.count == matrix.count }) else { return nil }
    self.matrix = matrix
    self.operations = operations
  }

  /// The code as JSON: `{"matrix":[[0,1],[0,0]],"ops":["input","output"]}`.
  var encoding: String {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("matrix")
    writer.beginArray()
    for row in matrix { writer.ints(row.map { $0 as Int? }) }
    writer.endArray()
    writer.key("ops")
    writer.beginArray()
    for operation in operations { writer.string(operation) }
    writer.endArray()
    writer.endObject()
    return String(decoding: writer.take(), as: UTF8.self)
  }
}

extension PickleArena {
  /// The rows of a matrix of whole numbers: an array, or lists in a list.
  fileprivate func matrix(_ value: PickleValue) -> [[Int]]? {
    if let array = PickledArray(value, in: self) {
      guard array.shape.count == 2 else { return nil }
      let numbers = array.values.compactMap { Int(exactly: $0) }
      let width = array.shape[1]
      guard width > 0, numbers.count == array.values.count else { return nil }
      return (0..<array.shape[0]).map { Array(numbers[$0 * width..<($0 + 1) * width]) }
    }
    guard let rows = items(value) else { return nil }
    var matrix: [[Int]] = []
    for index in rows.indices {
      guard let items = items(rows[index]) else { return nil }
      var row: [Int] = []
      for place in items.indices {
        guard let number = int(items[place]) else { return nil }
        row.append(number)
      }
      matrix.append(row)
    }
    return matrix
  }
}
