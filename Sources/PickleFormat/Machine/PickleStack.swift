/// The values that opcodes leave for those after them, and the marks between them.
///
/// A mark takes a place too: the number there says where the values above the mark before it begin.
struct PickleStack {
  /// Room for values; the first `count` places are taken.
  var places: [PickleValue] = []
  var count = 0
  /// Where the values above the last mark begin; 0 if there is no mark.
  var fence = 0

  /// How many values lie above the last mark.
  var height: Int { count - fence }

  mutating func removeAll() {
    // What an unusual pickle needed is not kept for the next one.
    if places.count > 1 << 12 { places = [] }
    count = 0
    fence = 0
  }

  /// Makes sure that there is room for a few values.
  mutating func makeRoom() {
    if places.count - count < 8 {
      places.append(contentsOf: repeatElement(.absent, count: max(64, places.count)))
    }
  }

  mutating func push(_ value: PickleValue) {
    if count == places.count { makeRoom() }
    places[count] = value
    count += 1
  }

  /// The last value; `nil` if there is none above the last mark.
  var top: PickleValue? { count > fence ? places[count - 1] : nil }

  mutating func pop() -> PickleValue? {
    guard let value = top else { return nil }
    count -= 1
    return value
  }

  mutating func pushMark() {
    push(PickleValue(bits: UInt32(truncatingIfNeeded: fence)))
    fence = count
  }

  /// Drops the last mark, whose values stay until the stack is cut off before it.
  ///
  /// - Returns: The values above it, or `nil` if there is no mark.
  mutating func popMark() -> Range<Int>? {
    guard fence > 0 else { return nil }
    defer { fence = Int(places[fence - 1].bits) }
    return fence..<count
  }

  /// Drops all from a place on.
  mutating func cut(to place: Int) { count = place }

  var footprint: Int { count * 4 }
}
