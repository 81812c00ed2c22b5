/// The figures of one metric on one platform, one for each architecture of a table.
package struct FigureColumn: Sendable {
  /// What was measured, such as `accuracy`.
  package let metric: String
  /// Where.
  package let platform: String
  /// The SI unit.
  package let unit: String
  /// The figures by the architectures' positions; `nil` where there is none.
  package internal(set) var values: [Double?]

  /// A column.
  package init(metric: String, platform: String, unit: String, values: [Double?]) {
    self.metric = metric
    self.platform = platform
    self.unit = unit
    self.values = values
  }

  /// The name that tells it apart from the same metric on other platforms.
  package var fullName: String { "\(metric)@\(platform)" }
}
