internal import RecordStreams

/// Why a program could not be started or talked to.
package struct ProcessError: Error, Equatable, Sendable {
  /// What went wrong.
  package enum Reason: Equatable, Sendable {
    /// The system refused to start it; the number is `errno`.
    case notStarted(Int32)
    /// The system refused to pass bytes on; the number is `errno`.
    case system(Int32)
    /// It ended.
    case ended(ProcessEnding)
    /// It did not do what was asked in time.
    case timedOut
    /// Somebody wants this process to end.
    case interrupted
    /// It sent a line of more than so many bytes.
    case lineTooLong(limit: Int)
  }

  /// The program, as it was named.
  package let program: String
  /// What went wrong.
  package let reason: Reason
  /// The last line that it wrote to standard error.
  package let lastWords: String

  /// Describes a failure.
  package init(_ program: String, _ reason: Reason, lastWords: String = "") {
    self.program = program
    self.reason = reason
    self.lastWords = lastWords
  }
}

extension ProcessError: CustomStringConvertible {
  /// One line: `python3: it ended with status 1: ModuleNotFoundError: …`.
  package var description: String {
    let what =
      switch reason {
      case .notStarted(let code): "cannot start: \(StreamError.Reason.system(code))"
      case .system(let code): "cannot be talked to: \(StreamError.Reason.system(code))"
      case .ended(let ending): "\(ending)"
      case .timedOut: "it did not answer in time"
      case .interrupted: "interrupted"
      case .lineTooLong(let limit): "it sent a line of more than \(limit) bytes"
      }
    return "\(program): \(what)" + (lastWords.isEmpty ? "" : ": \(lastWords)")
  }
}

/// How a process has ended.
package enum ProcessEnding: Equatable, Sendable, CustomStringConvertible {
  /// By itself, with this status.
  case exited(Int32)
  /// By this signal.
  case signalled(Int32)

  /// Reads the status that `waitpid` gives.
  init(waitStatus status: Int32) {
    let signal = status & 0x7F
    self = signal == 0 ? .exited(status >> 8 & 0xFF) : .signalled(signal)
  }

  /// The ending in words.
  package var description: String {
    switch self {
    case .exited(let status): "it ended with status \(status)"
    case .signalled(let signal): "it was ended by signal \(signal)"
    }
  }
}
