import ByteReading
import CheckpointFormat
import GraphBuilding
import PickleFormat
import PickledDatasets
import RecordStreams
import ToolSupport

extension ToolSession {
  /// Turns the inputs into records of a dataset.
  mutating func readDatasets(
    from input: InputOptions, _ records: RecordOptions, _ reading: ReadingOptions, jobs: Int
  ) throws {
    var options = DatasetReader.Options()
    options.layout = records.layout?.layout
    options.context = records.context
    options.indexes = try indexes(for: input, records)
    let reader = try DatasetReader(options, builder: GraphBuilder(costs: .standard()))
    let file = SavedFile(limits: reading.limits, unpackingLimit: reading.maxUnpacked)
    let stream = DatasetStream(reader, of: file, jobs: jobs)
    var inputs = InputList(
      input,
      choosing: .ending(in: ".pkl", ".pickle", ".pt", ".pth", ".gpickle", ".p").keepingWhole {
        SavedFileKind.isOneObject(startingWith: $0)
      })
    let limit = reading.maxUnpacked
    var done = 0
    try stream.run {
      while let input = try next(of: &inputs) {
        do {
          if let file = try DatasetStream.File(input, limit: limit) { return file }
        } catch {
          try refuse(error, at: Place(input.name))
        }
      }
      return nil
    } delivering: { outcome in
      try output.write(outcome.block.bytes)
      for refusal in outcome.block.refusals { try refuse(refusal, at: Place(outcome.name)) }
      if let failure = outcome.failure { try refuse(failure, at: Place(outcome.name)) }
      done += outcome.block.count
      showProgress(done, "records")
    }
  }

  /// The indexes of architectures that lie among the inputs, beside them or in the folder above.
  private mutating func indexes(
    for input: InputOptions, _ records: RecordOptions
  ) throws -> [String: ArchitectureIndex] {
    if let path = records.index {
      let contents = FileContents.file(path: path)
      return ["": try contents.withBytes { try ArchitectureIndex(file: $0) }]
    }
    guard records.layout?.layout ?? .help == .help else { return [:] }
    var found: [String: ArchitectureIndex] = [:]
    for path in try input.files.flatMap({ try Self.indexFiles(around: $0) }) {
      let folder = path.folder
      guard found[folder] == nil else { continue }
      // What is called so and is none shows when an index is missed.
      found[folder] = try? FileContents.file(path: path).withBytes {
        try ArchitectureIndex(file: $0)
      }
    }
    for name in ArchitectureIndex.fileNames {
      for (folder, bytes) in neighbours(named: name, of: input) where found[folder] == nil {
        found[folder] = try? ArchitectureIndex(file: bytes.bytes)
      }
    }
    return found
  }

  /// The files named like indexes in a folder, or beside a file and in the folder above.
  private static func indexFiles(around name: String) throws -> [String] {
    if PathKind(of: name) == .folder {
      return try Folder.files(below: name).filter { path in
        ArchitectureIndex.isNamed(path)
      }
    }
    return [name.folder, name.folder.folder].flatMap { folder in
      ArchitectureIndex.fileNames.map { "\(folder)/\($0)" }
    }.filter { PathKind(of: $0) == .file }
  }
}

extension DatasetStream.File {
  /// Takes an input into memory if it is no plain file; `nil` for an index, which holds no figures.
  fileprivate init?(_ input: ToolInput, limit: Int) throws {
    let name = input.name.droppingTorchMember
    guard !ArchitectureIndex.isNamed(name) else { return nil }
    self.init(name: name, contents: try input.contents(limit: limit))
  }
}

extension String {
  /// A torch file is a zip archive with one pickle: records name the file.
  fileprivate var droppingTorchMember: String {
    guard hasSuffix("/data.pkl"), let end = firstRange(of: ".pt/") ?? firstRange(of: ".pth/") else {
      return self
    }
    return String(self[..<index(before: end.upperBound)])
  }

  /// The folder that a file is in.
  fileprivate var folder: String {
    if self == "." || self == ".." || hasSuffix("/..") { return self + "/.." }
    guard let slash = lastIndex(of: "/") else { return "." }
    return slash == startIndex ? "/" : String(self[..<slash])
  }
}
