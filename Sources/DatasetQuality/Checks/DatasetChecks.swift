/// All checks of a dataset.
package enum DatasetChecks {
  /// Runs every check; the findings come by severity, the worst first, then by code and reason.
  package static func run(on table: FigureTable) -> [Finding] {
    let groups = table.rowsBySeries()
    let columns = PlatformColumns(table, groups)
    var findings: [Finding] = []
    findings += checkValues(table, groups)
    findings += checkTies(table, groups)
    findings += checkPairs(table, columns)
    findings += checkResiduals(table, groups, columns)
    findings += checkBatches(table, groups)
    findings += checkCoverage(table)
    findings += checkRepeats(table)
    findings += checkLeakage(table)
    return findings.enumerated().sorted { left, right in
      if left.element.severity != right.element.severity {
        return left.element.severity > right.element.severity
      }
      if left.element.code != right.element.code {
        return left.element.code.rawValue < right.element.code.rawValue
      }
      return left.offset < right.offset
    }.map(\.element)
  }
}
