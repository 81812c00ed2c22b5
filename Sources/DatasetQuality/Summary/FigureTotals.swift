package import RecordStreams
package import Statistics

/// What all figures of a run come to: a distribution for each series, and counts.
///
/// Besides the figures memory holds sixteen bytes for each graph, so that one that comes twice counts
/// once.
package struct FigureTotals {
  /// The distributions.
  package private(set) var distributions: DistributionSet<Series>
  private var graphs: Set<UInt128> = []
  /// How many measurements had samples.
  package private(set) var reduced = 0
  /// How many samples there were, and how many were left out.
  package private(set) var samples = 0
  package private(set) var leftOut = 0
  /// How many samples a cap has kept.
  package private(set) var spared = 0
  /// How many measurements have no figure.
  package private(set) var withoutFigure = 0

  /// Nothing so far.
  ///
  /// - Parameter budget: The most figures in memory.
  package init(budget: Int = 1 << 22) {
    distributions = DistributionSet(budget: budget)
  }

  /// Adds the figures of a block.
  package mutating func add(_ figures: CleanedFigures) throws(StreamError) {
    for (series, values) in figures.values { try distributions.add(values, to: series) }
    for graph in figures.graphs where isNew(graph.id) {
      let totals = [
        ("flops", graph.flops), ("bytes", graph.bytes), ("parameters", graph.parameters),
      ]
      for (metric, value) in totals {
        guard let value else { continue }
        let unit = metric == "bytes" ? "B" : "count"
        try distributions.add(
          [value], to: Series(platform: "", metric: metric, phase: "", unit: unit))
      }
    }
    reduced += figures.reduced
    samples += figures.samples
    leftOut += figures.leftOut
    spared += figures.spared
    withoutFigure += figures.withoutFigure
  }

  /// Whether a graph comes for the first time; one whose id is no hash always does.
  private mutating func isNew(_ id: String) -> Bool {
    guard let digest = UInt128(id.drop { $0 != "-" }.dropFirst(), radix: 16) else { return true }
    return graphs.insert(digest).inserted
  }

  /// The series and their statistics, in the order of tables.
  package func summaries() throws(StreamError) -> [(series: Series, summary: DistributionSummary)] {
    var all: [(series: Series, summary: DistributionSummary)] = []
    for series in distributions.keys.sorted() {
      guard let distribution = distributions[series],
        let summary = try DistributionSummary(distribution)
      else { continue }
      all.append((series, summary))
    }
    return all
  }
}
