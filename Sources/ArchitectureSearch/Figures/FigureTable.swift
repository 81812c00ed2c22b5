package import SearchSpaces

/// What is known of the architectures of one space: a column of figures for each metric and platform.
package struct FigureTable: Sendable {
  /// The space.
  package let space: any SearchSpace
  /// The architectures, in the order in which records first named them.
  package private(set) var architectures: [Genes]
  /// The columns, in the order in which records first named them.
  package private(set) var columns: [FigureColumn]
  private var positions: [Genes: Int]

  /// A table of architectures without any figures.
  package init(of space: any SearchSpace, _ architectures: [Genes] = []) {
    self.space = space
    self.architectures = []
    columns = []
    positions = [:]
    for genes in architectures { add(genes) }
  }

  /// Where an architecture stands, if it is in the table.
  package func position(of genes: Genes) -> Int? { positions[genes] }

  /// The position of an architecture, which is added if it is not there.
  @discardableResult
  package mutating func add(_ genes: Genes) -> Int {
    if let position = positions[genes] { return position }
    positions[genes] = architectures.count
    architectures.append(genes)
    for column in columns.indices { columns[column].values.append(nil) }
    return architectures.count - 1
  }

  /// Adds a column; figures of architectures that have several become their mean.
  package mutating func add(
    metric: String, platform: String, unit: String, _ figures: [(position: Int, value: Double)]
  ) {
    var sums = Array(repeating: (sum: 0.0, count: 0), count: architectures.count)
    for (position, value) in figures {
      sums[position].sum += value
      sums[position].count += 1
    }
    columns.append(
      FigureColumn(
        metric: metric, platform: platform, unit: unit,
        values: sums.map { $0.count > 0 ? $0.sum / Double($0.count) : nil }))
  }

  /// The column of a metric, or of `metric@platform`.
  ///
  /// - Throws: If there is none, or if the metric was measured on several platforms.
  package func column(named name: String) throws(SearchError) -> FigureColumn {
    if let exact = columns.first(where: { $0.fullName == name }) { return exact }
    let fitting = columns.filter { $0.metric == name }
    guard let only = fitting.first else {
      let known = Set(columns.map(\.metric)).sorted().joined(separator: ", ")
      throw SearchError("no figures of \(name); expected \(known.isEmpty ? "some" : known)")
    }
    guard fitting.count == 1 else {
      let names = fitting.map(\.fullName).joined(separator: ", ")
      throw SearchError("there are several figures of \(name); expected one of \(names)")
    }
    return only
  }

  /// The code of the architecture at a position, as records write it.
  package func code(at position: Int) -> String {
    space.text(of: architectures[position], as: space.encodings[0].name)
  }
}
