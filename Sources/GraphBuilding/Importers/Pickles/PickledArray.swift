import NumPyFormat
package import PickleFormat

/// The numbers of an array of NumPy, in the order of their indices.
package struct PickledArray: Sendable, Equatable {
  /// How many there are along each dimension.
  package let shape: [Int]
  /// All of them.
  package let values: [Double]

  /// Takes an array; `nil` for all else, also for arrays of something else than numbers.
  package init?(_ value: PickleValue, in arena: borrowing PickleArena) {
    guard let layout = arena.numPyLayout(value), !layout.type.holdsObjects,
      let bytes = arena.numPyBytes(value), bytes.byteCount >= layout.byteCount
    else { return nil }
    var collector = NumberCollector()
    layout.visit(bytes, with: &collector)
    guard !collector.hasOthers, collector.values.count == layout.count else { return nil }
    shape = layout.shape
    values = collector.values
  }
}

/// Collects the numbers of an array as they come.
private struct NumberCollector: NumPyVisitor {
  var values: [Double] = []
  var hasOthers = false

  mutating func beginRow() {}
  mutating func endRow() {}
  mutating func beginRecord(_: [NumPyType.Field]) { hasOthers = true }
  mutating func endRecord() {}

  mutating func visit(_ scalar: NumPyScalar) {
    switch scalar {
    case .bool(let truth): values.append(truth ? 1 : 0)
    case .signed(let value): values.append(Double(value))
    case .unsigned(let value): values.append(Double(value))
    case .float(let value): values.append(value)
    default: hasOthers = true
    }
  }
}
