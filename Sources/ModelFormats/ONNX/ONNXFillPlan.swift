internal import ProtobufFormat

/// A message as pieces of the file it was read from and pieces that are new.
///
/// A plan is made before anything is written, because a message's length stands before it.
struct ONNXFillPlan {
  enum Piece {
    /// Bytes of the file.
    case copy(Range<Int>)
    /// New bytes.
    case literal([UInt8])
    /// Values to be made up as they are written.
    case values(SyntheticValues)
  }

  private(set) var pieces: [Piece] = []
  /// The size of all pieces.
  private(set) var size = 0
  /// The size of the pieces that are made-up values.
  private(set) var filledBytes = 0
  /// How many tensors are given values.
  private(set) var filledTensors = 0
  /// Whether the message is other than it was.
  private(set) var isChanged = false

  mutating func copy(_ range: Range<Int>) {
    size += range.count
    if case .copy(let last) = pieces.last, last.upperBound == range.lowerBound {
      pieces[pieces.count - 1] = .copy(last.lowerBound..<range.upperBound)
    } else {
      pieces.append(.copy(range))
    }
  }

  mutating func insert(_ bytes: [UInt8]) {
    isChanged = true
    size += bytes.count
    pieces.append(.literal(bytes))
  }

  /// Puts in a nested message.
  mutating func insert(_ message: ONNXFillPlan, field: Int32) {
    var prefix = ProtobufWriter()
    prefix.writeLength(field, message.size)
    insert(prefix.bytes)
    for piece in message.pieces {
      if case .copy(let range) = piece { copy(range) } else { pieces.append(piece) }
    }
    size += message.size - message.pieces.reduce(0) { $0 + $1.copiedSize }
    filledBytes += message.filledBytes
    filledTensors += message.filledTensors
  }

  /// Puts in the values of a tensor as its `raw_data`.
  mutating func insert(_ values: SyntheticValues) {
    var prefix = ProtobufWriter()
    prefix.writeLength(9, values.byteCount)
    insert(prefix.bytes)
    pieces.append(.values(values))
    size += values.byteCount
    filledBytes += values.byteCount
    filledTensors += 1
  }
}

extension ONNXFillPlan.Piece {
  fileprivate var copiedSize: Int {
    if case .copy(let range) = self { range.count } else { 0 }
  }
}
