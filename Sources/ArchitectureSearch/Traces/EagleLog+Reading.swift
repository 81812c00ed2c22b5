package import RecordStreams

/// Reads the logs of a file, line by line.
package struct EagleLogReader {
  /// The logs that are complete.
  package private(set) var logs: [EagleLog] = []
  private var log = EagleLog(rows: [], trained: [], remarks: [])
  private var part = 0
  private var isEmpty = true

  /// Nothing read yet.
  package init() {}

  /// Reads a line, without its line feed.
  ///
  /// - Throws: If it does not fit where it stands.
  package mutating func read(_ line: String) throws(RecordError) {
    isEmpty = false
    switch line {
    case "===": try end()
    case "---":
      guard part < 2 else {
        throw RecordError(found: "a third line of ---", expected: "three parts in a log")
      }
      part += 1
    default: try readContent(line)
    }
  }

  private mutating func readContent(_ line: String) throws(RecordError) {
    switch part {
    case 0:
      let words = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
      guard words.count == 3, !words[2].isEmpty else {
        throw RecordError(
          found: "\"\(line.prefix(40))\"", expected: "a figure, a prediction and an architecture")
      }
      for (place, word) in words.prefix(2).enumerated() where Double(word) == nil {
        throw RecordError(
          column: place == 0 ? 1 : words[0].utf8.count + 2, found: "\"\(word.prefix(40))\"",
          expected: "a number")
      }
      log.rows.append(
        EagleLog.Row(
          truth: String(words[0]), prediction: String(words[1]), key: String(words[2])))
    case 1: log.trained.append(line)
    default: log.remarks.append(line)
    }
  }

  /// Ends the last log.
  ///
  /// - Throws: If it has no three parts.
  package mutating func end() throws(RecordError) {
    guard !isEmpty else { return }
    guard part == 2 else {
      throw RecordError(
        found: "a log of \(part + 1) parts", expected: "three with a line --- between each two")
    }
    logs.append(log)
    log = EagleLog(rows: [], trained: [], remarks: [])
    part = 0
    isEmpty = true
  }
}
