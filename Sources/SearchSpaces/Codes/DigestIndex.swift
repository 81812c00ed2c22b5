internal import RecordStreams

/// The cells of a space by their MD5 keys, which say nothing of a cell themselves: all cells are made
/// once, and their keys kept.
struct DigestIndex: Sendable {
  private struct Entry: Sendable {
    let digest: MD5
    let position: Int32
  }

  /// In the order of the digests, and of those that are the same in that of positions.
  private let entries: [Entry]

  /// Makes the keys of all cells, several at once.
  ///
  /// - Parameters:
  ///   - count: How many cells there are.
  ///   - digest: The key of the cell at a position.
  init(of count: Int, _ digest: @escaping @Sendable (Int) -> MD5) {
    var entries: [Entry] = []
    entries.reserveCapacity(count)
    let map = OrderedMap<Range<Int>, [Entry]>(jobs: Processors.count) { range in
      range.map { Entry(digest: digest($0), position: Int32(truncatingIfNeeded: $0)) }
    }
    var next = 0
    try? map.run {
      guard next < count else { return nil }
      defer { next = min(next + 4096, count) }
      return next..<min(next + 4096, count)
    } delivering: { result in
      entries += try result.get()
    }
    entries.sort { ($0.digest, $0.position) < ($1.digest, $1.position) }
    self.entries = entries
  }

  /// The first position of a cell with this key; `nil` if there is none.
  func position(of digest: MD5) -> Int? {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].digest < digest { low = middle + 1 } else { high = middle }
    }
    guard low < entries.count, entries[low].digest == digest else { return nil }
    return Int(entries[low].position)
  }
}

extension CodeCursor {
  /// Reads an MD5 key of a space's cells if there is one, and nothing else.
  ///
  /// - Parameters:
  ///   - encoding: The encoding that was named, if any.
  ///   - index: The space's keys; they are made when the first is looked up.
  /// - Returns: The position of the cell; `nil` if there is no key here.
  /// - Throws: If no cell has the key, or if `hash` was named and there is none.
  mutating func position(
    as encoding: String?, in index: @autoclosure () -> DigestIndex
  ) throws(CodeError) -> Int? {
    guard encoding == nil || encoding == "hash" else { return nil }
    guard let digest = takeDigest() else {
      if encoding == nil { return nil }
      throw refusal(expecting: "an MD5 key: 32 hexadecimal digits")
    }
    guard let position = index().position(of: digest) else {
      throw CodeError(
        at: 1, found: "the MD5 key \(digest.hexDigits)", expected: "that of a cell of the space")
    }
    return position
  }
}
