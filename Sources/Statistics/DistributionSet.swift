package import RecordStreams

/// Distributions under their keys, which share one bound on the memory that they take.
package struct DistributionSet<Key: Hashable & Sendable> {
  private var distributions: [Key: Distribution] = [:]
  private var waiting = 0
  private var file: ScratchFile?
  private let budget: Int

  /// Prepares for distributions.
  ///
  /// - Parameter budget: The most numbers in memory: four million, 32 MB, unless said otherwise.
  package init(budget: Int = 1 << 22) {
    self.budget = budget
  }

  /// The keys, in no order.
  package var keys: some Collection<Key> { distributions.keys }

  /// The numbers under a key.
  package subscript(key: Key) -> Distribution? { distributions[key] }

  /// Adds numbers under a key.
  package mutating func add(_ values: [Double], to key: Key) throws(StreamError) {
    let distribution = distributions[key] ?? Distribution()
    distributions[key] = distribution
    distribution.add(values)
    waiting += values.count
    while waiting > budget {
      guard let largest = distributions.values.max(by: { $0.waiting.count < $1.waiting.count })
      else { return }
      let file: ScratchFile
      if let open = self.file { file = open } else { file = try ScratchFile() }
      self.file = file
      waiting -= largest.waiting.count
      try largest.spill(to: file)
    }
  }
}
