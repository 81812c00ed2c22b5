internal import DenseKernels

/// Buffers that wait to be used again, so that a training step allocates nothing new.
struct BufferPool {
  private var free: [Int: [[Float]]] = [:]

  /// A matrix of this size with any content.
  mutating func matrix(rows: Int, columns: Int) -> Matrix {
    let room = Self.room(for: rows * columns)
    let storage = free[room]?.popLast() ?? Array(repeating: 0, count: room)
    return Matrix(rows: rows, columns: columns, storage: storage)
  }

  /// Takes a matrix's buffer back.
  mutating func recycle(_ matrix: consuming Matrix) {
    let room = matrix.storage.count
    // A buffer that did not come from here has a room of its own and would wait in vain.
    guard room == Self.room(for: room) else { return }
    free[room, default: []].append(matrix.storage)
  }

  /// The next of four steps to the octave, so that batches of nearly one size share buffers.
  private static func room(for count: Int) -> Int {
    guard count > 16 else { return 16 }
    let step = 1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount - 2)
    return (count + step - 1) / step * step
  }
}
