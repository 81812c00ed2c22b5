import ComputationGraph

/// A slice that is told by masks, as TensorFlow writes down Python's: bit n of a mask is about item
/// n between the brackets.
struct StridedSlice {
  /// The bits of each mask.
  struct Masks {
    var begin: Int64 = 0
    var end: Int64 = 0
    var ellipsis: Int64 = 0
    var newAxis: Int64 = 0
    var shrinkAxis: Int64 = 0
  }

  /// Those of ONNX's Slice. Dimensions behind an ellipsis are counted from the end.
  private(set) var attributes: [Attribute] = []
  /// Dimensions that only one element is taken of, and that go away afterwards.
  private(set) var shrunk: [Int64] = []
  /// Dimensions of the result that are new.
  private(set) var added: [Int64] = []

  init?(_ starts: [Int64], _ ends: [Int64], _ steps: [Int64], _ masks: Masks) {
    guard starts.count == ends.count, starts.count == steps.count, starts.count < 32,
      masks.ellipsis.nonzeroBitCount <= 1
    else { return nil }
    var axes: [Int64] = []
    var (from, to, by): ([Int64], [Int64], [Int64]) = ([], [], [])
    let items = starts.indices.map { Item($0, masks) }
    for (index, item) in items.enumerated() where item != .ellipsis {
      // Positions before an ellipsis count from the front, those behind it from the back.
      let isBehind = items[..<index].contains(.ellipsis)
      let others = isBehind ? items[(index + 1)...] : items[..<index]
      func position(_ isCounted: (Item) -> Bool) -> Int64 {
        let count = Int64(others.count(where: isCounted))
        return isBehind ? -1 - count : count
      }
      if item == .new {
        added.append(position { $0 == .new || $0 == .range })
        continue
      }
      let axis = position { $0 == .range || $0 == .element }
      axes.append(axis)
      by.append(item == .element ? 1 : steps[index])
      let isBackward = steps[index] < 0
      if item == .element {
        shrunk.append(axis)
        from.append(starts[index])
        to.append(starts[index] == -1 ? .max : starts[index] &+ 1)
        continue
      }
      from.append(masks.begin.isSet(index) ? isBackward ? .max : 0 : starts[index])
      to.append(masks.end.isSet(index) ? isBackward ? .min : .max : ends[index])
    }
    attributes = [
      .ints("axes", axes), .ints("ends", to), .ints("starts", from), .ints("steps", by),
    ]
  }

  /// What stands between the brackets at one place.
  private enum Item {
    case range, element, new, ellipsis

    init(_ index: Int, _ masks: Masks) {
      if masks.ellipsis.isSet(index) {
        self = .ellipsis
      } else if masks.newAxis.isSet(index) {
        self = .new
      } else {
        self = masks.shrinkAxis.isSet(index) ? .element : .range
      }
    }
  }
}

extension Int64 {
  fileprivate func isSet(_ bit: Int) -> Bool { self >> Int64(bit) & 1 == 1 }
}
