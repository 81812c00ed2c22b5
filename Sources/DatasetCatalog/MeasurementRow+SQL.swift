internal import Datasets

/// Statements that spell out what rows of one shape share: they bind half as many values, which
/// is most of what inserting a row takes.
extension MeasurementRow.Shape {
  /// SQL that finds a row of this shape that says the same.
  var search: String {
    let figures = ["dispersion", "count", "samples"].map {
      " AND \($0) IS \(isPlain ? "NULL" : "?")"
    }
    return """
      SELECT 1 FROM measurement
      WHERE graph = ? AND platform = ? AND batch = ? AND conditions = ?
        AND reason IS ? AND value IS ? AND family IS ? AND split IS ?
        \(figures.joined()) AND metric = \(quoted(metric)) AND phase = \(quoted(phase))
        AND dataset = \(dataset)
        AND state = \(quoted(state.rawValue)) AND unit = \(quoted(unit))
      """
  }

  /// SQL that adds a row of this shape, brought by a run, unless there is one of its key.
  func insertion(by run: Int64) -> String {
    """
    INSERT INTO measurement (
      graph, platform, batch, conditions, reason, value, family, split, extra,
      source, source_line, source_id, source_value, dispersion, count, samples,
      metric, phase, dataset, occurrence, state, unit, run)
    VALUES (
      ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, \(isPlain ? "NULL, NULL, NULL" : "?, ?, ?"),
      \(quoted(metric)), \(quoted(phase)), \(dataset), 0,
      \(quoted(state.rawValue)), \(quoted(unit)), \(run))
    ON CONFLICT DO NOTHING
    """
  }

  /// Text as an SQL literal. What is behind a zero byte would be lost in SQL, so it is spelt out.
  private func quoted(_ text: String) -> String {
    guard !text.utf8.contains(0) else {
      return "CAST(x'" + text.utf8.map(hexadecimal).joined() + "' AS TEXT)"
    }
    return "'" + text.replacing("'", with: "''") + "'"
  }

  private func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }
}
