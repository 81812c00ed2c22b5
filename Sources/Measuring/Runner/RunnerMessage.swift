internal import ByteReading
internal import ComputationGraph
internal import Datasets
internal import RecordStreams

/// What a runner says of itself.
struct RunnerHello: Sendable, Equatable {
  var name = ""
  /// The endings of the files that it takes; any if there are none.
  var formats: [String] = []
  /// What it would call the platform.
  var platform: String?
  /// What holds for all that it measures.
  var conditions = Conditions()
}

/// A line from a runner; docs/runner-protocol.md is the law.
enum RunnerMessage: Sendable, Equatable {
  case hello(RunnerHello)
  /// The model is ready to run, at this batch size.
  case prepared(batch: Int?, Conditions)
  /// Some of a figure's samples, or an estimate.
  case figure(Figure)
  /// The model has been run.
  case done(Conditions)
  /// The model cannot be measured.
  case failed(Failure)
  /// The runner can measure nothing under these settings.
  case refused(String)
  /// Something that the user should know.
  case warning(String)
  /// A message of a later version, to be passed over.
  case unknown
}

extension RunnerMessage {
  /// The version of the protocol.
  static let protocolVersion = 1

  /// Reads a line.
  ///
  /// - Parameters:
  ///   - line: The line without its newline.
  ///   - job: The number of the model that is being measured.
  /// - Throws: Why the line is no message of the protocol.
  init(_ line: RawSpan, job: Int?) throws(JSONError) {
    var fields = Fields()
    var scanner = JSONScanner(line)
    try scanner.readObject { (key, scanner) throws(JSONError) in
      switch key {
      case "type": fields.type = try scanner.readString().string
      case "job": fields.job = try scanner.readOptionalCount()
      case "protocol": fields.version = try scanner.readInt()
      case "runner": fields.hello.name = try scanner.readString().string
      case "formats":
        fields.hello.formats = try scanner.readArray { (scanner) throws(JSONError) in
          try scanner.readString().string
        }
      case "platform": fields.hello.platform = try scanner.readOptionalText()
      case "conditions": fields.conditions = try Conditions(from: &scanner)
      case "batch": fields.batch = try scanner.readOptionalCount(from: 1)
      case "metric": fields.figure.metric = try scanner.readString().string
      case "unit": fields.figure.unit = try scanner.readFigureUnit()
      case "state": fields.figure.isEstimate = try scanner.readFigureState()
      case "values":
        fields.figure.samples = try scanner.readArray { (scanner) throws(JSONError) in
          try scanner.readFigure()
        }
      case "value": fields.figure.value = try scanner.readFigure()
      case "reason": fields.reason = try scanner.readString().string
      case "message": fields.message = try scanner.readOptionalText()
      default: _ = try scanner.readRaw()
      }
    }
    try scanner.finish()
    self = try fields.message(expecting: job)
  }

  /// All that messages may hold.
  private struct Fields {
    var type = ""
    var job: Int?
    var version: Int?
    var hello = RunnerHello()
    var conditions = Conditions()
    var batch: Int?
    var figure = Figure()
    var reason: String?
    var message: String?

    func message(expecting job: Int?) throws(JSONError) -> RunnerMessage {
      if self.job != nil, self.job != job {
        throw JSONError(
          at: 0, found: "job \(self.job ?? 0)", expected: job.map { "job \($0)" } ?? "no job")
      }
      switch type {
      case "hello":
        guard version == protocolVersion else {
          throw JSONError(
            at: 0, found: "protocol \(version.map(String.init) ?? "unknown")",
            expected: "\(protocolVersion)")
        }
        var hello = hello
        hello.conditions = conditions
        return .hello(hello)
      case "prepared": return .prepared(batch: batch, conditions)
      case "samples", "figure": return .figure(figure)
      case "done": return .done(conditions)
      case "failed":
        return .failed(
          Failure(reason: reason ?? Failure.invalid, message: message ?? "no reason is given"))
      case "refused": return .refused(message ?? "no reason is given")
      case "warning": return .warning(message ?? "")
      case "": throw .missing("type", at: 0)
      default: return .unknown
      }
    }
  }
}

extension JSONScanner {
  fileprivate mutating func readFigure() throws(JSONError) -> Double {
    _ = try peek()
    let start = position
    let value = try readDouble()
    guard value.isFinite, value >= 0 else {
      throw JSONError(at: start, found: "\(value)", expected: "a number from 0")
    }
    return value
  }

  fileprivate mutating func readFigureUnit() throws(JSONError) -> String {
    let word = try readString()
    guard Measurement.units.contains(word.string) else {
      throw JSONError(
        at: word.offset, found: "\"\(word.string)\"", expected: "one of s, B, J, W, 1 and count")
    }
    return word.string
  }

  fileprivate mutating func readFigureState() throws(JSONError) -> Bool {
    let word = try readString()
    switch word {
    case "measured": return false
    case "estimated": return true
    default:
      throw JSONError(
        at: word.offset, found: "\"\(word.string)\"", expected: "measured or estimated")
    }
  }
}
