import ArgumentParser
import DatasetCatalog
import ProcessControl
import RecordStreams
import ToolSupport

/// What is merged, and how it is read.
struct MergeInputs {
  var options: InputOptions
  /// What makes records of the inputs; `nil` where they hold records or are catalogs.
  var reader: InputReader?
  /// Whether inputs that the catalog has already are merged again.
  var again = false
}

extension ToolSession {
  /// Merges all inputs, and says on standard error what came of it.
  mutating func merge(_ inputs: MergeInputs, into writer: CatalogWriter, jobs: Int) throws {
    var options = inputs.options
    var marks: [String: InputMark] = [:]
    var skipped = 0
    options.files = try options.files.filter { file in
      let mark = InputMark(
        of: file, reader: inputs.reader?.command ?? "", version: perfmillVersion)
      guard let mark else { return true }
      guard try inputs.again || !writer.knows(mark) else {
        note("\(file): the catalog has it as it is")
        skipped += 1
        return false
      }
      marks[file] = mark
      return true
    }
    // Without any other input standard input would be read.
    if skipped == 0 || !options.files.isEmpty || options.filesFrom != nil {
      if let reader = inputs.reader {
        try merge(options.files, through: reader, marks, into: writer, jobs: jobs)
      } else {
        try merge(options, marks, into: writer, jobs: jobs)
      }
    }
    try writer.finish(at: WallClock.utc) { try refuse($0) }
    for line in writer.report.lines { warn(line) }
    if skipped > 0 { warn("inputs that have not changed since they were merged: \(skipped)") }
  }

  private mutating func merge(
    _ options: InputOptions, _ marks: [String: InputMark], into writer: CatalogWriter, jobs: Int
  ) throws {
    var inputs = InputList(options)
    var (current, before) = ("", refused)
    while let input = try next(of: &inputs) {
      if refused != before { writer.spoil() }
      if inputs.current != current {
        current = inputs.current
        try writer.begin(marks[current])
      }
      before = refused
      do {
        if let path = input.path, Catalog.isDatabase(path) {
          try writer.merge(Catalog(readingAt: path)) { try refuse($0) }
        } else if let path = input.path, let model = try TrainedModel(checkpointAt: path) {
          try writer.merge(model)
        } else {
          try merge(input.openText(), into: writer, jobs: jobs)
        }
      } catch let error as StreamError {
        try refuse(error, at: Place(input.name))
      } catch let error as BinaryInput {
        try refuse(error, at: Place(input.name))
      } catch let error as CatalogError where error.path != writer.path {
        try refuse(error.reason, at: Place(input.name))
      }
    }
    if refused != before { writer.spoil() }
  }

  private mutating func merge(
    _ files: [String], through reader: InputReader, _ marks: [String: InputMark],
    into writer: CatalogWriter, jobs: Int
  ) throws {
    for file in files {
      guard PathKind(of: file) != nil else { throw NoSuchFile(path: file) }
      if let card = reader.card {
        for fault in try PublishedFiles.faults(in: file, of: card) { warn(fault) }
      }
      try writer.begin(marks[file])
      let source = try reader.start(on: file)
      try merge(source, into: writer, jobs: jobs)
      switch source.wait() {
      case .exited(0): break
      case .exited(1):
        // It has left something out, and has said what.
        writer.spoil()
        endWithOne()
      case let ending: throw ReaderFailure(command: reader.command, ending: ending)
      }
    }
  }

  private mutating func merge(
    _ source: any ByteSource, into writer: CatalogWriter, jobs: Int
  ) throws {
    try writer.merge(source, jobs: jobs) {
      try refuse($0)
    } progress: {
      showProgress($0, "records", share: $1)
    }
  }

  private mutating func refuse(_ refusal: Refusal) throws {
    let place = Place(refusal.place.input, line: refusal.place.line, column: refusal.column)
    try refuse(refusal, at: place)
  }
}

/// There is no file for a command to read.
private struct NoSuchFile: Error, CustomStringConvertible {
  let path: String

  var description: String { "\(path): cannot open: no such file or folder, or no permission" }
}

/// The command that was to make records has failed.
private struct ReaderFailure: Error, CustomStringConvertible {
  let command: String
  let ending: ProcessEnding

  var description: String { "\(command): \(ending)" }
}

extension ConflictPolicy: ExpressibleByArgument {}
