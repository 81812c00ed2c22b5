extension ChildProcess {
  /// Has a program work on bytes: what it writes to its standard output, until it has ended.
  ///
  /// - Parameters:
  ///   - words: The program and its arguments, as for starting it.
  ///   - input: What it reads from its standard input.
  ///   - deadline: When it is given up; never if `nil`.
  /// - Returns: Its output.
  /// - Throws: Why it was not started, that it ended with another status than 0, or that it was not
  ///   done before the deadline.
  package static func output(
    of words: [String], reading input: RawSpan, by deadline: ContinuousClock.Instant?
  ) throws(ProcessError) -> [UInt8] {
    let program = try ChildProcess(words)
    try program.send(input, by: deadline)
    program.closeInput()
    return try program.receiveAll(by: deadline)
  }
}
