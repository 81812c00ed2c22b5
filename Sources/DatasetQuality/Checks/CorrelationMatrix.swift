internal import Charts
internal import RecordStreams

/// How well platforms agree about the order of networks.
package struct CorrelationMatrix: Sendable, Equatable {
  /// Which correlation of ranks.
  package enum Kind: String, Sendable, CaseIterable {
    case spearman, kendall
  }

  /// The platforms.
  package let platforms: [String]
  /// The correlation of each with each; `nil` where they share fewer than three networks or one side
  /// is constant.
  package let values: [[Double?]]
  private let title: String

  /// Compares all platforms that have figures of a metric and phase.
  ///
  /// - Parameters:
  ///   - kind: The correlation.
  ///   - table: The rows.
  ///   - metric: The metric.
  ///   - phase: The phase; the first that there is if `nil`.
  package init(_ kind: Kind, of table: FigureTable, metric: String, phase: String? = nil) {
    let columns =
      PlatformColumns(table, table.rowsBySeries()).subjects.first {
        $0.subject.metric == metric && (phase == nil || $0.subject.phase == phase)
      }?.columns ?? []
    platforms = columns.map(\.platform)
    var values = Array(
      repeating: [Double?](repeating: nil, count: columns.count), count: columns.count)
    let ranked = columns.map { RankedColumn($0) }
    var room: [Int] = []
    for left in columns.indices {
      values[left][left] = 1
      for right in columns.indices where right > left {
        var pair = RankedPair(ranked[left], ranked[right])
        guard pair.count >= 3 else { continue }
        let value =
          switch kind {
          case .spearman: pair.spearman
          case .kendall: pair.kendall(&room)
          }
        values[left][right] = value
        values[right][left] = value
      }
    }
    self.values = values
    title = "\(kind == .spearman ? "Spearman's ρ" : "Kendall's τ") of \(metric)"
  }

  /// The rows of a table: a platform, and its correlation with each.
  package var table: [[String]] {
    zip(platforms, values).map { platform, row in
      [platform] + row.map { $0.map { Scale.text($0) } ?? "" }
    }
  }

  /// The matrix as comma-separated values with all digits.
  package var csv: String {
    let quoted = platforms.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }
    let rows = zip(quoted, values).map { name, row in
      ([name] + row.map { $0?.description ?? "" }).joined(separator: ",") + "\n"
    }
    return (["platform"] + quoted).joined(separator: ",") + "\n" + rows.joined()
  }

  /// One JSON object a pair.
  package var json: [UInt8] {
    var writer = JSONWriter()
    for left in platforms.indices {
      for right in platforms.indices where right > left {
        writer.beginObject()
        writer.key("left")
        writer.string(platforms[left])
        writer.key("right")
        writer.string(platforms[right])
        if let value = values[left][right] {
          writer.key("correlation")
          writer.double(value)
        }
        writer.endObject()
        writer.endLine()
      }
    }
    return writer.take()
  }

  /// The matrix as a heat map.
  package var svg: String { HeatMap(title: title, names: platforms, values: values).svg }
}
