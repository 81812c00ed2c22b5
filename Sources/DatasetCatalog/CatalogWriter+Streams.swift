package import RecordStreams

extension CatalogWriter {
  /// Merges a stream of records. Lines are parsed on other threads while this one inserts.
  ///
  /// - Parameters:
  ///   - source: JSON Lines of graph and measurement records; other kinds are counted.
  ///   - jobs: How many threads parse; it changes nothing but the time.
  ///   - refuse: Told of each record that cannot be taken, and why.
  ///   - progress: Told how many lines have been merged, and the share of the source that has been
  ///     read where its size is known.
  /// - Throws: `CatalogError`; `StreamError`; what `refuse` throws.
  package func merge(
    _ source: any ByteSource, jobs: Int, refuse: (Refusal) throws -> Void,
    progress: (_ lines: Int, _ share: Double?) -> Void = { _, _ in }
  ) throws {
    var count = 0
    let source = DigestingSource(source)
    var input = BlockInput(source, blockSize: 1 << 19)
    let parsing = OrderedMap<LineBlock, [CatalogLine]>(jobs: jobs) { CatalogLine.parse($0) }
    try parsing.run {
      try input.next()
    } delivering: { lines in
      let lines = try lines.get()
      try merge(lines, from: source.name, refuse: refuse)
      count += lines.count
      progress(count, source.share)
    }
    try finish(source.input)
  }
}
