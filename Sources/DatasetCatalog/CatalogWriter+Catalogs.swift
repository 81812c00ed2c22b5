internal import RecordStreams

extension CatalogWriter {
  /// Merges all graphs, architectures and measurements of another catalog.
  ///
  /// Its rows count as lines in messages, graphs first.
  ///
  /// - Throws: `CatalogError`; `StreamError`; what `refuse` throws.
  package func merge(_ catalog: Catalog, refuse: (Refusal) throws -> Void) throws {
    var lines: [CatalogLine] = []
    var number = 0
    func add(_ record: CatalogLine.Record) throws {
      number += 1
      lines.append(CatalogLine(number: number, record: record))
      guard lines.count >= 4096 else { return }
      try merge(lines, from: catalog.path, refuse: refuse)
      lines.removeAll(keepingCapacity: true)
    }
    try catalog.forEachModel { try merge($0) }
    try catalog.forEachGraphRecord { try add(.graph($0)) }
    try catalog.forEachArchitecture { try add(.architecture($0)) }
    try catalog.forEachMeasurement { try add(.measurement($0)) }
    try merge(lines, from: catalog.path, refuse: refuse)
    try finish(DigestingSource(DescriptorSource(path: catalog.path)).readThrough())
  }
}
