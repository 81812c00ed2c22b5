internal import Charts
internal import RecordStreams
package import Statistics

/// A table of statistics, to be printed in several forms.
package struct SummaryTable: Sendable, Equatable {
  /// The names of the columns.
  package private(set) var headings: [String]
  /// The rows, as text; the second part says which columns are numbers.
  package private(set) var rows: [[String]] = []
  /// How many columns, from the left, are words.
  package let words: Int

  /// One row for each series.
  ///
  /// - Parameters:
  ///   - summaries: The series and their statistics.
  ///   - exact: Whether numbers have all their digits, or six for people to read.
  package init(
    _ summaries: [(series: Series, summary: DistributionSummary)], exact: Bool
  ) {
    headings = [
      "platform", "metric", "phase", "unit", "count", "mean", "deviation", "min", "p1", "p5", "p25",
      "median", "p75", "p95", "p99", "max",
    ]
    words = 4
    func text(_ value: Double?) -> String {
      guard let value else { return "" }
      return exact ? value.description : Scale.text(value, digits: 6)
    }
    for (series, summary) in summaries {
      var row = [series.platform, series.metric, series.phase, series.unit, "\(summary.count)"]
      row += [summary.mean, summary.deviation, summary.minimum].map(text)
      row += summary.quantileValues.map(text) + [text(summary.maximum)]
      rows.append(row)
    }
  }

  /// The table of PerfSeer's publication: nine columns, and rows for mean, minimum, median and
  /// maximum; one platform.
  ///
  /// FLOPs in 10⁹, memory traffic in 10⁹ bytes and parameters in 10⁶ are those of the graphs;
  /// utilisation is in percent, memory (the peak) in MiB, and time in ms for an iteration.
  package init(
    perfSeer platform: String, _ summaries: [(series: Series, summary: DistributionSummary)]
  ) {
    headings = ["", "FLOPs (G)", "MAC (GB)", "Params (M)"]
    words = 1
    var columns: [(summary: DistributionSummary?, factor: Double, digits: Int)] = []
    func find(_ platform: String, _ metric: String, _ phase: String) -> DistributionSummary? {
      summaries.first {
        $0.series.platform == platform && $0.series.metric == metric && $0.series.phase == phase
      }?.summary
    }
    for (metric, factor) in [("flops", 1e-9), ("bytes", 1e-9), ("parameters", 1e-6)] {
      columns.append((find("", metric, ""), factor, 1))
    }
    for phase in ["training", "inference"] {
      let name = phase == "training" ? "Train" : "Infer"
      headings += ["\(name) util (%)", "\(name) mem (MB)", "\(name) time (ms)"]
      columns.append((find(platform, "sm_utilization", phase), 100, 1))
      columns.append((find(platform, "peak_memory", phase), 1 / 1_048_576, 0))
      columns.append((find(platform, "latency", phase), 1000, 1))
    }
    let statistics: [(String, (DistributionSummary) -> Double)] = [
      ("mean", \.mean), ("min", \.minimum), ("median", \.median), ("max", \.maximum),
    ]
    for (name, value) in statistics {
      rows.append(
        [name]
          + columns.enumerated().map { index, column in
            let digits = name == "min" && index < 3 ? 2 : column.digits
            return column.summary.map { Self.fixed(value($0) * column.factor, digits) } ?? ""
          })
    }
  }

  /// A number with so many decimals, and commas between thousands.
  private static func fixed(_ value: Double, _ digits: Int) -> String {
    let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
    let scaled = (abs(value) * scale).rounded()
    guard scaled < 1e15 else { return value.description }
    let all = String(Int(scaled))
    let padded = String(repeating: "0", count: max(0, digits + 1 - all.count)) + all
    var whole = ""
    for (index, digit) in padded.dropLast(digits).reversed().enumerated() {
      if index > 0, index % 3 == 0 { whole = "," + whole }
      whole = String(digit) + whole
    }
    let fraction = digits > 0 ? "." + padded.suffix(digits) : ""
    return (value < 0 && scaled > 0 ? "-" : "") + whole + fraction
  }
}

extension SummaryTable {
  /// The table in Markdown.
  package var markdown: String {
    var text = "| " + headings.map(Self.cell).joined(separator: " | ") + " |\n|"
    for column in headings.indices { text += column < words ? " --- |" : " ---: |" }
    text += "\n"
    for row in rows { text += "| " + row.map(Self.cell).joined(separator: " | ") + " |\n" }
    return text
  }

  private static func cell(_ text: String) -> String {
    text.replacing("|", with: "\\|").replacing("\n", with: " ")
  }

  /// The table as comma-separated values (RFC 4180) with a heading.
  package var csv: String {
    ([headings] + rows).map { row in
      row.map(CSVText.field).joined(separator: ",") + "\n"
    }.joined()
  }

  /// One JSON object a row; numbers are numbers, and what is not there is left out.
  package var json: [UInt8] {
    var writer = JSONWriter()
    for row in rows {
      writer.beginObject()
      for (column, (heading, text)) in zip(headings, row).enumerated() where !text.isEmpty {
        writer.key(heading.isEmpty ? "statistic" : heading)
        let plain = text.replacing(",", with: "")
        if column < words {
          writer.string(text)
        } else if let count = Int(plain) {
          writer.int(count)
        } else if let number = Double(plain) {
          writer.double(number)
        } else {
          writer.string(text)
        }
      }
      writer.endObject()
      writer.endLine()
    }
    return writer.take()
  }
}
