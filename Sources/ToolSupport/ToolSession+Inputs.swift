extension ToolSession {
  /// Hands over one input after another; what an input's body throws refuses that input.
  ///
  /// - Parameters:
  ///   - options: What the command line names.
  ///   - choice: Which files of a folder and members of an archive are taken.
  ///   - body: Reads one input. It is lent the session back.
  /// - Throws: In a strict run after the first refusal, and when the system is to blame.
  package mutating func eachInput(
    of options: InputOptions, choosing choice: InputChoice = .all,
    _ body: (inout ToolSession, ToolInput) throws -> Void
  ) throws {
    var inputs = InputList(options, choosing: choice)
    while let input = try next(of: &inputs) {
      do {
        try body(&self, input)
      } catch {
        try refuse(error, at: Place(input.name))
      }
    }
  }

  /// Hands over the next input, and refuses those on the way that cannot be one.
  ///
  /// - Throws: In a strict run after the first refusal, if none of the inputs is there, and when the
  ///   system is to blame.
  package mutating func next(of inputs: inout InputList) throws -> ToolInput? {
    while true {
      do {
        return try inputs.next()
      } catch {
        try refuse(error, at: Place(inputs.current))
      }
    }
  }
}
