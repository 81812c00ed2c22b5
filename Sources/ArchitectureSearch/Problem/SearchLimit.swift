internal import Conditions

/// What architectures must fulfil besides being good: a condition on their figures.
struct SearchLimit {
  private let condition: Condition
  private let columns: [String: [Double?]]

  /// Reads a condition on the columns of a table, of which some are believed to be otherwise.
  ///
  /// - Throws: What is wrong with the condition; a metric of several platforms is named in full.
  init(
    _ text: String, on table: FigureTable, believing beliefs: [FigureColumn]
  ) throws(SearchError) {
    var columns: [String: [Double?]] = [:]
    var units: [String: String] = [:]
    // A metric of several platforms has no short name.
    var isAmbiguous: Set<String> = []
    for column in table.columns {
      if columns[column.metric] != nil { isAmbiguous.insert(column.metric) }
      for name in [column.metric, column.fullName] {
        columns[name] = column.values
        units[name] = column.unit
      }
    }
    for name in isAmbiguous { columns[name] = nil }
    for belief in beliefs {
      for name in [belief.metric, belief.fullName] {
        columns[name] = belief.values
        units[name] = belief.unit
      }
    }
    let fields = columns.keys.sorted().map { name in
      ConditionField(name, .number(Quantity(unit: units[name] ?? "1")))
    }
    do {
      condition = try Condition(text, about: fields)
    } catch {
      throw SearchError("the limit \"\(text)\": \(error)")
    }
    self.columns = columns
  }

  /// Whether an architecture fulfils it; one of which too little is known does not.
  func holds(at position: Int) -> Bool {
    condition.truth { field in
      guard let value = columns[field.name]?[position] else { return nil }
      return .number(value)
    } ?? false
  }
}
