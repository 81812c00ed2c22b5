internal import ByteReading
package import RecordStreams

/// One run of a tool: what it reads and writes, what it says, and what it had to refuse.
package struct ToolSession: ~Copyable {
  /// The tool's name.
  package let name: String
  /// What the command line says about the run.
  package let settings: SessionSettings
  /// Where the results go: standard output, or a file that appears when the run has ended well.
  package private(set) var output: any ByteSink
  /// The number of records and inputs that were left out so far.
  package private(set) var refused = 0
  /// The exit status of a run that ended before its work was done, but kept its output.
  private(set) var earlyStatus: Int32?
  /// Whether the exit status is 1 though nothing was left out.
  private(set) var endsWithOne = false
  private var progress: ProgressLine

  init(name: String, settings: SessionSettings) {
    self.name = name
    self.settings = settings
    progress = ProgressLine(settings.progress)
    output = FileOutput.standardOutput()
  }

  /// Creates the file that the run is to write, if it is to write one.
  mutating func openOutput() throws {
    if let path = settings.output { output = try AtomicFile(path: path) }
  }

  /// Lets go of the file that the run was to write, so that it does not appear: its only input was
  /// refused.
  package mutating func dropOutput() {
    output = FileOutput.standardOutput()
  }

  // MARK: Saying

  /// Says something that the user asked for with `--verbose`.
  package mutating func note(_ text: @autoclosure () -> String) {
    if settings.verbosity == .verbose { say(text()) }
  }

  /// Says something that the user should know, unless `--quiet` forbids it.
  package mutating func warn(_ text: @autoclosure () -> String) {
    if settings.verbosity != .quiet { say(text()) }
  }

  /// Writes a line of JSON about the run itself to standard error, whatever `--quiet` says.
  package mutating func report(_ line: [UInt8]) {
    progress.clear()
    Terminal.messages.write(String(decoding: line, as: UTF8.self))
  }

  /// Shows how far the run has come, if anybody wants to see it; cheap to call often.
  ///
  /// - Parameters:
  ///   - done: How many units are done.
  ///   - unit: What is counted, such as `records`.
  ///   - share: The part of the whole that is done, from 0 to 1, where known.
  package mutating func showProgress(_ done: Int, _ unit: String, share: Double? = nil) {
    progress.update(done: done, unit: unit, share: share)
  }

  private mutating func say(_ text: String) {
    progress.clear()
    Terminal.messages.write(Message.line(from: name, text))
  }

  // MARK: Refusing

  /// Leaves something out: says so, counts it, and goes on unless the run is strict.
  ///
  /// - Parameters:
  ///   - error: What is wrong, and what was expected.
  ///   - place: Where.
  /// - Throws: `StoppedAtFirst` in a strict run, and the error itself if the system is to blame and
  ///   not the input.
  package mutating func refuse(_ error: any Error, at place: Place) throws {
    guard Message.blamesInput(error) else { throw error }
    refused += 1
    if settings.verbosity != .quiet || settings.isStrict { say(Message.text(of: error, at: place)) }
    if settings.isStrict { throw StoppedAtFirst() }
  }

  /// Counts a record as left out, of which a message has told already: a further one of the same
  /// bad model.
  package mutating func leaveOut() {
    refused += 1
  }

  // MARK: Ending

  /// Lets the run end with this status although the output is completed as it is: what came of the
  /// work until then is worth keeping.
  package mutating func endEarly(because reason: String, status: Int32) {
    earlyStatus = status
    say(reason)
  }

  /// Makes the exit status 1: the run has found what it was to look for.
  package mutating func endWithOne() {
    endsWithOne = true
  }

  /// Completes the output and says how much was left out.
  mutating func finish() throws {
    try output.finish()
    progress.clear()
    if refused > 1 || refused > 0 && settings.verbosity == .quiet {
      say("left out \(refused) bad record\(refused == 1 ? "" : "s")")
    }
  }

  /// Says why the run has failed, and what was done so far is sent on if it goes to a stream.
  mutating func abandon(because error: any Error) {
    if settings.output == nil { try? output.flush() }
    progress.clear()
    switch error {
    case is StoppedAtFirst: break
    case let error as NothingThere where settings.verbosity == .quiet: say("\(error.last)")
    case is NothingThere: break
    default: say(Message.text(of: error, at: nil))
    }
  }
}

/// A strict run met a bad record, and has said so.
struct StoppedAtFirst: Error {}
