import ByteReading
import CheckpointFormat
import PickleFormat
import RecordStreams
import ToolSupport

extension ToolSession {
  /// Writes all pickles of all inputs as JSON.
  mutating func writeJSON(of input: InputOptions, _ reading: ReadingOptions) throws {
    var json = PickleJSON(plain: reading.plain, limits: reading.limits)
    let buffers = try reading.buffers.map {
      try DescriptorSource(path: $0).readAll(limit: reading.maxMemory)
    }
    var done = 0
    try eachInput(of: input, choosing: .savedFiles) { session, input in
      try input.withBytes(limit: reading.maxUnpacked, ratio: reading.ratio) { bytes in
        var file = reading.reader(of: bytes.byteCount)
        file.buffers = buffers
        try file.read(bytes) { pickle in
          let value = try reading.select?.value(in: pickle) ?? pickle.root
          try json.write(value, of: pickle) { try session.output.write($0) }
          done += 1
          session.showProgress(done, "pickles")
        }
      }
    }
    if json.cycles > 0 {
      let what =
        json.cycles == 1
        ? "a value that contains itself" : "\(json.cycles) values that contain themselves"
      warn("\(what) became null")
    }
  }

  /// Lists the opcodes of all pickles. One file with one pickle is listed as it is; of several, and
  /// of parts of a file, a line says which one follows.
  mutating func disassemble(_ input: InputOptions, _ reading: ReadingOptions) throws {
    let heading = PartHeading(input.files)
    try eachInput(of: input, choosing: .savedFiles) { session, input in
      try input.withBytes(limit: reading.maxUnpacked, ratio: reading.ratio) { bytes in
        try reading.reader(of: bytes.byteCount).eachPart(of: bytes) { part, start, count in
          var disassembler = PickleDisassembler(start)
          var number = 0
          repeat {
            let place = disassembler.input.offset
            if let line = heading.line(input.name, part, at: place) {
              try session.output.write(Array(line.utf8))
            }
            try disassembler.run { try session.output.write($0) }
            number += 1
          } while !disassembler.input.isAtEnd && number < count ?? .max
        }
      }
    }
  }

  /// Says of every input what it would import and call; those with more than the table has end
  /// the run with 1.
  mutating func audit(_ input: InputOptions, _ reading: ReadingOptions) throws {
    var inputs = InputList(input, choosing: .savedFiles)
    while true {
      var audit = PickleAudit()
      var name = inputs.current
      do {
        guard let next = try inputs.next() else { return }
        name = next.name
        try next.withBytes(limit: reading.maxUnpacked, ratio: reading.ratio) { bytes in
          var last = PickleJournal()
          do {
            let file = reading.reader(of: bytes.byteCount, keepingJournal: true)
            try file.read(bytes, failed: { last = $0 }) { pickle in
              audit.add(pickle.journal ?? PickleJournal())
            }
          } catch {
            audit.fail(error, after: last)
          }
        }
      } catch is NothingThere {
        return
      } catch {
        audit.fail(error)
        name = inputs.current
      }
      try write(audit, of: name, as: reading.report)
      if audit.level > .allowed { endWithOne() }
    }
  }

  private func write(
    _ audit: PickleAudit, of name: String, as form: ReadingOptions.ReportForm
  ) throws {
    switch form {
    case .text: try output.write(Array(audit.text(of: name).utf8))
    case .json:
      var json = JSONWriter()
      audit.write(of: name, to: &json)
      try output.write(json.take())
    }
  }
}

extension InputChoice {
  /// All files; those of torch's and numpy's that are zip files are taken as they are.
  static let savedFiles = InputChoice.all.keepingWhole {
    SavedFileKind.isOneObject(startingWith: $0)
  }
}
