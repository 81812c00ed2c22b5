internal import ByteReading
internal import RecordStreams

/// The words and the form of what goes to standard error.
enum Message {
  /// `tool: text` and a newline; in colour where that is welcome.
  static func line(from tool: String, _ text: String) -> String {
    Terminal.messages.takesColor ? "\u{1B}[1m\(tool):\u{1B}[m \(text)\n" : "\(tool): \(text)\n"
  }

  /// `FILE:LINE:COLUMN: what is wrong`.
  static func text(of error: any Error, at place: Place?) -> String {
    switch error {
    case let error as StreamError: return "\(error)"
    case let error as FileError: return "\(error)"
    case let error as MissingInput: return "\(error)"
    case let error as FormatError:
      guard var place else { return "\(error)" }
      guard place.line != nil else { return "\(place): \(error)" }
      place.column = error.offset + 1
      return
        "\(place): \(error.trail.reversed().joined(separator: "."))\(error.trail.isEmpty ? "" : ": ")\(error.reason)"
    case let error as RecordError:
      guard var place, place.line != nil else { break }
      place.column = error.column
      return "\(place): \(error.message)"
    default: break
    }
    return place.map { "\($0): \(error)" } ?? "\(error)"
  }

  /// Whether the input is to blame for an error, and not the system or the command line.
  static func blamesInput(_ error: any Error) -> Bool {
    switch error {
    case is StoppedAtFirst, is NothingThere: false
    case let error as StreamError: !error.isOfSystem
    case is FileError: false
    default: true
    }
  }
}

extension StreamError {
  /// Whether the system refused, and not what was read.
  var isOfSystem: Bool {
    if case .system = reason { true } else { false }
  }
}
