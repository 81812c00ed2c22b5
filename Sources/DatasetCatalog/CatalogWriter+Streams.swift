package import RecordStreams

extension CatalogWriter {
  /// Merges a stream of records. Lines are parsed on other threads while this one inserts.
  ///
  /// - Parameters:
  ///   - source: JSON Lines of graph and measurement records; other kinds are counted.
  ///   - jobs: How many threads parse; it changes nothing but the time.
  ///   - refuse: Told of each record that cannot be taken, and why.
  /// - Throws: `CatalogError`; `StreamError`; what `refuse` throws.
  package func merge(
    _ source: any ByteSource, jobs: Int, refuse: (Refusal) throws -> Void
  ) throws {
    let source = DigestingSource(source)
    var input = BlockInput(source, blockSize: 1 << 19)
    let parsing = OrderedMap<LineBlock, [CatalogLine]>(jobs: jobs) { CatalogLine.parse($0) }
    try parsing.run {
      try input.next()
    } delivering: { lines in
      try merge(lines.get(), from: source.name, refuse: refuse)
    }
    note(source.input)
  }
}
