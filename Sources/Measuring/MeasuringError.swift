internal import ModelFormats

/// Why nothing can be measured, or a model cannot.
package enum MeasuringError: Error, Equatable, Sendable {
  /// The runner will not work under these settings.
  case refusedSettings(runner: String, String)
  /// The runner does not speak the protocol.
  case brokenProtocol(runner: String, String)
  /// The connection to a runner elsewhere breaks again and again.
  case lost(runner: String, String)
  /// A file is no model that the runner takes.
  case wrongFormat(found: String, expected: String)
  /// A record does not say which file its model is in.
  case noFile(String)
  /// Two models have one name in the records.
  case sameName(String)
  /// A journal was made under other settings.
  case otherSettings(path: String, found: String, expected: String)
  /// A journal holds a line that is none of its own.
  case damagedJournal(path: String, line: Int, String)
}

extension MeasuringError: CustomStringConvertible {
  /// One line.
  package var description: String {
    switch self {
    case .refusedSettings(let runner, let reason): "runner \(runner): \(reason)"
    case .brokenProtocol(let runner, let reason):
      "runner \(runner) does not keep to the protocol: \(reason)"
    case .lost(let runner, let reason):
      "runner \(runner) was lost again and again" + (reason.isEmpty ? "" : ": \(reason)")
    case .wrongFormat(let found, let expected): "found \(found); expected \(expected)"
    case .noFile(let record): "\(record) does not name a model file; expected source.path"
    case .sameName(let name):
      "another model is called \(name) in the records too; expected names that tell them apart"
    case .otherSettings(let path, let found, let expected):
      "\(path): the journal was begun with \(found); this run has \(expected)"
    case .damagedJournal(let path, let line, let reason): "\(path):\(line): \(reason)"
    }
  }
}
