/// The figures that a block of records has, besides the records themselves.
package struct CleanedFigures: Sendable {
  /// The figures of each series.
  package var values: [Series: [Double]] = [:]
  /// The ids of the graphs and their totals.
  package var graphs: [(id: String, flops: Double?, bytes: Double?, parameters: Double?)] = []
  /// How many measurements had samples.
  package var reduced = 0
  /// How many samples there were, and how many were left out.
  package var samples = 0
  package var leftOut = 0
  /// How many samples a cap has kept.
  package var spared = 0
  /// How many measurements have neither a figure nor samples.
  package var withoutFigure = 0

  /// Nothing so far.
  package init() {}
}
