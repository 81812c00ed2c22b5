internal import PickleFormat

/// The six operations of a NAS-Bench-201 cell, as Eagle numbers them.
struct NASBench201Code: Sendable, Equatable {
  /// The space's name in records.
  static let space = "nasbench201"

  private let operations: [Int]

  private static let names = [
    "none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3",
  ]

  /// Reads a tuple or list of six numbers from 0 to 4; `nil` for all else.
  init?(_ value: PickleValue, in arena: borrowing PickleArena) {
    guard let items = arena.items(value), items.count == 6 else { return nil }
    var operations: [Int] = []
    operations.reserveCapacity(6)
    for index in items.indices {
      guard let operation = arena.int(items[index]), Self.names.indices.contains(operation) else {
        return nil
      }
      operations.append(operation)
    }
    self.operations = operations
  }

  /// The code as the space writes it: `|a~0|+|b~0|c~1|+|d~0|e~1|f~2|`.
  var encoding: String {
    var text = ""
    text.reserveCapacity(128)
    for (index, operation) in operations.enumerated() {
      if index == 1 || index == 3 { text += "|+" }
      let source = index == 0 ? 0 : index < 3 ? index - 1 : index - 3
      text += "|\(Self.names[operation])~\(source)"
    }
    return text + "|"
  }

  /// The key as Python prints it: `(0, 0, 0, 2, 2, 4)`.
  var key: String {
    "(" + operations.map(String.init).joined(separator: ", ") + ")"
  }
}
