internal import ByteReading
package import RecordStreams

extension ToolSession {
  /// Lends one line after another of one input; what the body throws refuses that line.
  ///
  /// - Parameters:
  ///   - input: The input.
  ///   - count: The lines before it in the run; its own are added.
  ///   - body: Reads one line, without its newline. It is lent the session back.
  /// - Throws: In a strict run after the first refusal, and when the system is to blame.
  package mutating func eachLine(
    of input: ToolInput, after count: inout Int,
    _ body: (inout ToolSession, RawSpan, Place) throws -> Void
  ) throws {
    let source = MeteredSource(try input.openText())
    var lines = LineInput(source)
    var place = Place(input.name, line: 0)
    while let line = try lines.next() {
      place.line? += 1
      do {
        try body(&self, line, place)
      } catch {
        try refuse(error, at: place)
      }
      count += 1
      if count & 1023 == 0 { showProgress(count, "records", share: source.share) }
    }
  }

  /// Turns every line into output bytes, several blocks of lines at once, in the input's order.
  ///
  /// - Parameters:
  ///   - options: What the command line names.
  ///   - choice: Which files of a folder and members of an archive are taken.
  ///   - jobs: How many blocks are worked on at once; the output is the same for any number.
  ///   - transform: Appends what a line becomes; what it throws refuses the line, and what it
  ///     appended before is dropped.
  /// - Throws: In a strict run after the first refusal, and when the system is to blame.
  package mutating func mapLines(
    of options: InputOptions, choosing choice: InputChoice = .all, jobs: Int,
    _ transform: @escaping @Sendable (RawSpan, Place, inout [UInt8]) throws -> Void
  ) throws {
    try mapBlocks(of: options, choosing: choice, jobs: jobs) { input in
      let name = input.name
      return { block in MappedBlock(of: block, from: name, transform) }
    } remarking: { _ in
    }
  }

  /// Turns blocks of lines into output bytes, several at once, in the input's order.
  ///
  /// - Parameters:
  ///   - options: What the command line names.
  ///   - choice: Which files of a folder and members of an archive are taken.
  ///   - jobs: How many blocks are worked on at once; the output is the same for any number.
  ///   - maximumLine: The most bytes of a line; an input with a longer one is refused there.
  ///   - expectation: What an input must hold, in the words of a message; `nil` if it may be empty.
  ///   - sink: Where the output goes; `nil` for the session's.
  ///   - prepare: Gives the function that turns an input's blocks into output; what it throws
  ///     refuses the input.
  ///   - remark: Takes the remarks on one block after another.
  /// - Throws: In a strict run after the first refusal, and when the system is to blame.
  package mutating func mapBlocks<Remarks: Sendable>(
    of options: InputOptions, choosing choice: InputChoice = .all, jobs: Int,
    maximumLine: Int = LineInput.defaultMaximumLine, holding expectation: String? = nil,
    to sink: (any ByteSink)? = nil,
    _ prepare: (ToolInput) throws -> @Sendable (LineBlock) -> MappedBlock<Remarks>,
    remarking remark: (Remarks) throws -> Void
  ) throws {
    var count = 0
    try eachInput(of: options, choosing: choice) { session, input in
      let source = MeteredSource(try input.openText())
      var blocks = BlockInput(source, maximumLine: maximumLine)
      let map = OrderedMap<LineBlock, MappedBlock<Remarks>>(jobs: jobs, try prepare(input))
      let before = count
      try map.run {
        try blocks.next()
      } delivering: { result in
        let block = try result.get()
        try session.deliver(block, of: input.name, to: sink)
        try remark(block.remarks)
        count += block.lines
        session.showProgress(count, "lines", share: source.share)
      }
      if count == before, let expectation {
        throw FormatError(.malformed("an empty file; \(expectation) was expected"), at: 0)
      }
    }
  }
}

extension ToolSession {
  /// Writes what a block of lines has become, and refuses what is left out at its place in between.
  ///
  /// - Parameters:
  ///   - block: The block.
  ///   - name: The input that it is of.
  ///   - sink: Where it goes; `nil` for the session's output.
  /// - Throws: In a strict run after the first refusal, and when the system is to blame.
  package mutating func deliver<Remarks>(
    _ block: MappedBlock<Remarks>, of name: String, to sink: (any ByteSink)? = nil
  ) throws {
    let output = sink ?? self.output
    var written = 0
    for refusal in block.refusals {
      try output.write(block.bytes.bytes.extracting(written..<refusal.position))
      written = refusal.position
      let place = Place(name, line: refusal.line, column: refusal.column)
      try refuse(refusal.error, at: place)
    }
    try output.write(block.bytes.bytes.extracting(written...))
  }
}

extension MappedBlock<Void> {
  fileprivate init(
    of block: LineBlock, from name: String,
    _ transform: (RawSpan, Place, inout [UInt8]) throws -> Void
  ) {
    self.init(remarks: ())
    bytes.reserveCapacity(block.bytes.count)
    var cursor = LineCursor(block.bytes.bytes)
    while let line = cursor.next() {
      let place = Place(name, line: block.firstLine + lines)
      let position = bytes.count
      do {
        try transform(line, place, &bytes)
      } catch {
        bytes.removeSubrange(position...)
        refuse(line: block.firstLine + lines, error)
      }
      lines += 1
    }
  }
}
