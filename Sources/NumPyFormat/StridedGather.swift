internal import ByteReading

/// Brings elements that lie in steps of any length together, in C order, as many at a time as there
/// is room for.
package struct StridedGather: Sendable {
  private let shape: [Int]
  private let strides: [Int]
  private let size: Int
  /// The bytes that are neighbours in memory too: a row, or an element.
  private let run: Int
  /// The axes that are counted along, from the first.
  private let axes: Int
  private var index: [Int]
  private var offset: Int
  /// How much of the run at `offset` has been taken.
  private var taken = 0
  private var isAtEnd: Bool

  /// Starts before the first element.
  ///
  /// - Parameters:
  ///   - shape: The dimensions.
  ///   - strides: How many bytes lie between neighbours along each dimension.
  ///   - size: The bytes of an element.
  ///   - offset: Where the first element lies.
  package init(shape: [Int], strides: [Int], size: Int, from offset: Int = 0) {
    self.shape = shape
    self.strides = strides
    self.size = size
    let isDense = !shape.isEmpty && strides.last == size
    run = size * (isDense ? shape.last ?? 1 : 1)
    axes = isDense ? shape.count - 1 : shape.count
    index = [Int](repeating: 0, count: axes)
    self.offset = offset
    isAtEnd = shape.contains(0) || size == 0
  }

  /// Appends the next elements; returns false if there were none left.
  ///
  /// - Parameters:
  ///   - buffer: Grows to `limit` bytes at most, or to one element more than it had.
  ///   - bytes: Where the elements lie; every one of them must lie inside.
  ///   - limit: The most bytes.
  /// - Returns: Whether anything was appended.
  package mutating func fill(_ buffer: inout [UInt8], from bytes: RawSpan, limit: Int) -> Bool {
    guard !isAtEnd else { return false }
    repeat {
      let room = max((limit - buffer.count) / size * size, size)
      let piece = min(run - taken, room)
      buffer.append(bytes.extracting(offset + taken..<offset + taken + piece))
      taken += piece
      if taken == run { advance() }
    } while !isAtEnd && buffer.count + size <= limit
    return true
  }

  private mutating func advance() {
    taken = 0
    var axis = axes - 1
    while axis >= 0 {
      index[axis] += 1
      offset += strides[axis]
      if index[axis] < shape[axis] { return }
      offset -= strides[axis] * shape[axis]
      index[axis] = 0
      axis -= 1
    }
    isAtEnd = true
  }
}
