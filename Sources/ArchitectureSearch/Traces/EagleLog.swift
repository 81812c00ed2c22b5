/// A log as Eagle writes it with `--log`: three parts with a line `---` between each two.
///
/// The first has a line `truth prediction key` for each architecture in the order of the dataset,
/// where the prediction of a predictor that only says the order is the rank from 0, the larger the
/// better. The second has the keys of what the predictor learned from, in the order in which they were
/// chosen. The third tells how good the predictor was. A file may hold several logs with a line `===`
/// between each two.
package struct EagleLog: Sendable, Equatable {
  /// A line of the first part.
  package struct Row: Sendable, Equatable {
    /// The measured figure, as it is written.
    package var truth: String
    /// The prediction, as it is written.
    package var prediction: String
    /// What names the architecture.
    package var key: String

    /// A line.
    package init(truth: String, prediction: String, key: String) {
      self.truth = truth
      self.prediction = prediction
      self.key = key
    }
  }

  /// The first part.
  package var rows: [Row]
  /// The second part.
  package var trained: [String]
  /// The lines of the third part.
  package var remarks: [String]

  /// A log of these parts.
  package init(rows: [Row], trained: [String], remarks: [String]) {
    self.rows = rows
    self.trained = trained
    self.remarks = remarks
  }

  /// The log as text; every line ends with a line feed.
  package var text: [UInt8] {
    var text: [UInt8] = []
    func add(_ line: String) {
      text.append(contentsOf: line.utf8)
      text.append(0x0A)
    }
    for row in rows { add("\(row.truth) \(row.prediction) \(row.key)") }
    add("---")
    for key in trained { add(key) }
    add("---")
    for remark in remarks { add(remark) }
    return text
  }
}
