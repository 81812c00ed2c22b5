internal import Charts
internal import RecordStreams
internal import Statistics

extension FigureTotals {
  /// A histogram of each series: a file's name, and the drawing.
  package func histograms() throws -> [(name: String, svg: String)] {
    var drawings: [(name: String, svg: String)] = []
    var names: Set<String> = []
    for (series, summary) in try summaries() {
      guard let distribution = distributions[series] else { continue }
      let counts = try HistogramCounts(distribution, summary)
      let parts = [series.platform, series.phase, series.metric].filter { !$0.isEmpty }
      let histogram = Histogram(
        title: parts.joined(separator: ", ") + " (\(summary.count))",
        axis: "\(series.metric) (\(series.unit))", lower: counts.lower, width: counts.width,
        counts: counts.counts,
        marks: [("median", summary.median), ("p95", summary.quantileValues[5])])
      let plain = parts.joined(separator: "-").map { character in
        character.isASCII && (character.isLetter || character.isNumber || ".-_".contains(character))
          ? character : "_"
      }
      var name = String(plain.drop { $0 == "." })
      while !names.insert(name).inserted { name += "_" }
      drawings.append((name + ".svg", histogram.svg))
    }
    return drawings
  }
}
