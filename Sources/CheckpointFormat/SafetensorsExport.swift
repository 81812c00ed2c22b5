internal import ByteReading
internal import NumPyFormat
internal import PickleFormat
package import RecordStreams
internal import SafetensorsFormat

/// Writes the tensors of a saved file as a safetensors file.
///
/// Tensors go from the file to the output a megabyte at a time; memory does not grow with them.
package struct SafetensorsExport: Sendable {
  /// What was written and left out.
  package struct Summary: Sendable {
    /// The number of tensors written, and their bytes.
    package var tensors = 0
    package var bytes = 0
    /// Tensors that could not be written, and why.
    package var leftOut: [(name: String, reason: String)] = []
    /// The values that were no tensors.
    package var others = 0
  }

  private let reader: SavedFile
  /// The bytes that are gathered at a time.
  private static let pieceSize = 1 << 20
  /// Files of this many bytes may be written whatever the input's size: a few bytes can claim to be
  /// repeated many times.
  private static let freeBytes = 1 << 30

  /// Reads with a reader's limits.
  package init(_ reader: SavedFile = SavedFile()) {
    self.reader = reader
  }

  /// Writes the tensors of the one object that a file holds.
  ///
  /// - Parameters:
  ///   - file: All bytes of the file.
  ///   - ranges: The same file to read from by offset; without it bytes are taken from `file`.
  ///   - sink: Where the safetensors file goes; it is not finished.
  /// - Returns: What was written and left out.
  /// - Throws: `FormatError` for a damaged file or one without tensors, and `StreamError`.
  package func write(
    _ file: RawSpan, _ ranges: FileRanges?, to sink: any ByteSink
  ) throws -> Summary {
    let kind = try SavedFileKind(file)
    var summary: Summary?
    try reader.read(file) { arena in
      guard summary == nil else {
        throw FormatError(
          .unsupported("a file of several objects as one safetensors file"), at: arena.input.offset)
      }
      let table = try TensorTable(arena)
      summary = try write(table, of: arena, kind.isInPlace ? ranges : nil, to: sink)
    }
    guard let summary else { throw FormatError(.malformed("no object in the file"), at: 0) }
    return summary
  }

  private func write(
    _ table: TensorTable, of arena: borrowing PickleArena, _ ranges: FileRanges?,
    to sink: any ByteSink
  ) throws -> Summary {
    guard !table.tensors.isEmpty else {
      let why = table.leftOut.first.map { ": \($0.name): \($0.reason)" } ?? ""
      throw FormatError(.malformed("no tensor that could be written\(why)"), at: 0)
    }
    let plan = SafetensorsPlan(
      table.tensors.map { ($0.name, $0.type, $0.shape, $0.byteCount) }, metadata: ["format": "pt"])
    let limit = max(Self.freeBytes, 4 * arena.input.bytes.byteCount)
    guard plan.byteCount <= limit else {
      throw FormatError(
        .overLimit("\(plan.byteCount) bytes of tensors, but at most \(limit) are written"), at: 0)
    }
    try sink.write(plan.header)
    for index in plan.order { try write(table.tensors[index], of: arena, ranges, to: sink) }
    return Summary(
      tensors: table.tensors.count, bytes: plan.byteCount, leftOut: table.leftOut,
      others: table.others)
  }

  private func write(
    _ view: TensorView, of arena: borrowing PickleArena, _ ranges: FileRanges?,
    to sink: any ByteSink
  ) throws {
    let size = view.byteCount
    guard size > 0 else { return }
    if view.isReady, let ranges, let place = arena.inputRange(view.storage) {
      let start = place.lowerBound + view.offset
      return try ranges.copy(start..<start + size, to: sink)
    }
    guard let bytes = arena.bytes(view.storage) else { return }
    if view.isReady {
      return try sink.write(bytes.extracting(view.offset..<view.offset + size))
    }
    var gather = StridedGather(
      shape: view.shape, strides: view.strides, size: view.type.size, from: view.offset)
    var piece: [UInt8] = []
    piece.reserveCapacity(Self.pieceSize)
    while gather.fill(&piece, from: bytes, limit: Self.pieceSize) {
      if view.order == .big { Self.turnNumbers(&piece, size: view.numberSize) }
      try sink.write(piece.bytes)
      piece.removeAll(keepingCapacity: true)
    }
  }

  /// Turns the bytes of each number around.
  private static func turnNumbers(_ bytes: inout [UInt8], size: Int) {
    guard size > 1 else { return }
    var start = 0
    while start + size <= bytes.count {
      for index in 0..<size / 2 { bytes.swapAt(start + index, start + size - 1 - index) }
      start += size
    }
  }
}
