internal import ByteReading
internal import RecordStreams

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
  package mutating func next(of inputs: inout InputList) throws -> ToolInput? {
    while true {
      do {
        return try inputs.next()
      } catch {
        try refuse(error, at: Place(inputs.current))
      }
    }
  }

  /// Turns every input into output bytes, several at once, and writes them in the inputs' order.
  ///
  /// - Parameters:
  ///   - options: What the command line names.
  ///   - choice: Which files of a folder and members of an archive are taken.
  ///   - jobs: How many inputs are worked on at once; the output is the same for any number.
  ///   - transform: Turns one input into output bytes; what it throws refuses the input.
  /// - Throws: In a strict run after the first refusal, and when the system is to blame.
  package mutating func mapInputs(
    of options: InputOptions, choosing choice: InputChoice = .all, jobs: Int,
    _ transform: @escaping @Sendable (LoadedInput) throws -> [UInt8]
  ) throws {
    let map = OrderedMap<Result<LoadedInput, InputFailure>, [UInt8]>(jobs: jobs) { input in
      let input = try input.get()
      do {
        return try transform(input)
      } catch {
        throw InputFailure(name: input.name, error: error)
      }
    }
    var inputs = InputList(options, choosing: choice)
    var done = 0
    try map.run {
      guard let input = try next(of: &inputs) else { return nil }
      return Result { () throws(InputFailure) in
        do { return try input.load() } catch {
          throw InputFailure(name: input.name, error: error)
        }
      }
    } delivering: { result in
      done += 1
      showProgress(done, "files")
      do {
        try output.write(try result.get())
      } catch let failure as InputFailure {
        try refuse(failure.error, at: Place(failure.name))
      }
    }
  }
}

/// Why one of several inputs that are worked on at once was refused.
private struct InputFailure: Error {
  let name: String
  let error: any Error
}
