package import RecordStreams

extension ToolSession {
  /// Turns each input into an output of its own; what the body throws refuses that input.
  ///
  /// - Parameters:
  ///   - options: What the command line names.
  ///   - choice: Which files of a folder and members of an archive are taken.
  ///   - folder: Where the outputs go; `nil` for the one output of the session, which holds one.
  ///   - body: Reads one input and writes its output. It is lent the session back.
  /// - Throws: In a strict run after the first refusal, and when the system is to blame.
  package mutating func rewriteFiles(
    of options: InputOptions, choosing choice: InputChoice = .all, into folder: OutputFolder?,
    _ body: (inout ToolSession, ToolInput, any ByteSink) throws -> Void
  ) throws {
    var done = 0
    try eachInput(of: options, choosing: choice) { session, input in
      if let folder {
        let file = try folder.file(at: options.outputPath(for: input))
        try body(&session, input, file)
        try file.finish()
      } else {
        guard done == 0 else { throw SecondOutput() }
        try body(&session, input, session.output)
      }
      done += 1
      session.showProgress(done, "files")
    }
    if done == 0, folder == nil { dropOutput() }
  }
}

/// Several outputs, one after the other in one file, could not be told apart.
private struct SecondOutput: Error, CustomStringConvertible {
  var description: String { "one output holds one file; name a folder for more with --into" }
}
