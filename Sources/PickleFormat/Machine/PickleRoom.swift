/// The storage of a machine, which serves one after the other: of tens of thousands of small files
/// each would else spend a tenth of its time on getting some.
package struct PickleRoom: Sendable {
  var nodes: [PickleNode] = []
  var items: [PickleValue] = []
  var stack = PickleStack()
  var memo = PickleMemo()

  /// None so far.
  package init() {}

  /// More items than this are not kept for the next pickle, which mostly is smaller.
  static let mostKept = 1 << 16
}
