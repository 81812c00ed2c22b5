internal import ByteReading
internal import ComputationGraph
internal import ProcessControl
internal import RecordStreams

/// A runner that has been started and has said what it is.
final class RunnerLink {
  /// What it says of itself.
  let hello: RunnerHello
  private let program: RunnerProgram
  private let process: ChildProcess
  private var job = 0
  private var warnings: [String] = []

  /// How long a runner may take to come up, elsewhere and with large libraries.
  private static let startTime = Duration.seconds(120)

  /// Starts a runner and greets it.
  ///
  /// - Parameters:
  ///   - program: The runner.
  ///   - options: What it is told, a JSON object.
  ///   - interruption: What makes every wait stop.
  /// - Throws: `MeasuringError` if it does not want to or speaks otherwise, and `ProcessError`.
  init(_ program: RunnerProgram, options: [UInt8], interruption: Interruption?) throws {
    self.program = program
    process = try ChildProcess(program.words, interruption: interruption)
    let deadline = ContinuousClock.now + Self.startTime
    try process.send(program.prologue.bytes, by: deadline)
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("type", "hello")
    writer.member("protocol", RunnerMessage.protocolVersion)
    writer.key("options")
    writer.raw(options)
    writer.endObject()
    writer.endLine()
    try process.send(writer.bytes.bytes, by: deadline)
    while true {
      switch try Self.receive(from: process, program, job: nil, by: deadline) {
      case .hello(let hello):
        self.hello = hello
        return
      case .refused(let reason):
        throw MeasuringError.refusedSettings(runner: program.name, reason)
      case .warning(let text): warnings.append("runner \(program.name): \(text)")
      case .unknown: continue
      case let other:
        throw MeasuringError.brokenProtocol(
          runner: program.name, "found \(other.word); expected hello")
      }
    }
  }

  /// What the runner has wanted the user to know since the last time.
  func takeWarnings() -> [String] {
    defer { warnings = [] }
    return warnings
  }

  /// Asks the runner to end, and sees to it that it does.
  func quit() {
    try? process.send(Array("{\"type\":\"quit\"}\n".utf8).bytes, by: .now + .milliseconds(200))
    process.closeInput()
    process.wait(for: .seconds(2))
  }

  /// Ends the runner at once.
  func kill() {
    process.kill()
  }

  /// Begins another model.
  ///
  /// - Parameters:
  ///   - name: What the model is called.
  ///   - deadline: When its time is over.
  ///   - write: Writes the model's bytes.
  /// - Returns: The upload, complete.
  /// - Throws: What `write` throws, and `ProcessError`.
  func send(
    _ name: String, by deadline: ContinuousClock.Instant,
    _ write: (ModelUpload) throws -> Void
  ) throws -> ModelUpload {
    job += 1
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("type", "model")
    writer.member("job", job)
    writer.member("name", name)
    writer.endObject()
    writer.endLine()
    try process.send(writer.bytes.bytes, by: deadline)
    let upload = ModelUpload(name: name) { [process] (line) throws(ProcessError) in
      try process.send(line.bytes, by: deadline)
    }
    do {
      try write(upload)
      try upload.finish()
    } catch {
      throw upload.failure ?? error
    }
    return upload
  }

  /// Sends a message about the model that was sent last; `type` and `job` are added to it.
  func ask(
    _ type: String, by deadline: ContinuousClock.Instant, _ members: (inout JSONWriter) -> Void
  ) throws {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("type", type)
    writer.member("job", job)
    members(&writer)
    writer.endObject()
    writer.endLine()
    try process.send(writer.bytes.bytes, by: deadline)
  }

  /// The next message that is about the model.
  func answer(by deadline: ContinuousClock.Instant) throws -> RunnerMessage {
    while true {
      switch try Self.receive(from: process, program, job: job, by: deadline) {
      case .refused(let reason):
        throw MeasuringError.refusedSettings(runner: program.name, reason)
      case .warning(let text): warnings.append("runner \(program.name): \(text)")
      case .unknown: continue
      case let message: return message
      }
    }
  }

  /// The error for a message that does not come in this place.
  func unexpected(_ message: RunnerMessage, expected: String) -> MeasuringError {
    .brokenProtocol(runner: program.name, "found \(message.word); expected \(expected)")
  }

  private static func receive(
    from process: ChildProcess, _ program: RunnerProgram, job: Int?,
    by deadline: ContinuousClock.Instant
  ) throws -> RunnerMessage {
    let line = try process.receiveLine(by: deadline)
    do throws(JSONError) {
      return try RunnerMessage(line.bytes, job: job)
    } catch {
      let start = String(decoding: line.prefix(60), as: UTF8.self)
      throw MeasuringError.brokenProtocol(runner: program.name, "\(error) in \(start)")
    }
  }
}

extension RunnerMessage {
  /// The message's word in the protocol.
  fileprivate var word: String {
    switch self {
    case .hello: "hello"
    case .prepared: "prepared"
    case .figure: "samples"
    case .done: "done"
    case .failed: "failed"
    case .refused: "refused"
    case .warning: "warning"
    case .unknown: "an unknown message"
    }
  }
}
