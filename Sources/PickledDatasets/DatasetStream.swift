package import ByteReading
internal import ContentHashing
internal import GraphBuilding
internal import PickleFormat
package import CheckpointFormat
internal import RecordStreams

/// Turns files of pickled datasets into records, several at once, in the order of the files.
///
/// Small files, of which a dataset may have tens of thousands, are worked on in batches.
package struct DatasetStream: Sendable {
  /// A file on its way.
  package struct File: Sendable {
    let name: String
    let contents: FileContents
    let size: Int

    /// A file in memory, or on disk where it has no size here.
    package init(name: String, contents: FileContents) {
      self.name = name
      self.contents = contents
      size = contents.size ?? 1 << 16
    }
  }

  /// What has become of a file, or of several of which nothing had to be left out.
  package struct Outcome: Sendable {
    /// The name of the file, of several the last.
    package let name: String
    /// The records, those before a failure too.
    package let block: RecordBlock
    /// Why it was not read to its end.
    package let failure: (any Error)?
  }

  private static let batchSize = 1 << 18
  private static let batchCount = 256
  private let reader: DatasetReader
  private let saved: SavedFile
  private let jobs: Int

  /// Prepares a stream.
  ///
  /// - Parameters:
  ///   - reader: Reads single pickles.
  ///   - file: Reads files, within its limits.
  ///   - jobs: How many batches are worked on at once; the output is the same for any number.
  package init(_ reader: DatasetReader, of file: SavedFile = SavedFile(), jobs: Int) {
    self.reader = reader
    saved = file
    self.jobs = jobs
  }

  /// Runs until there are no more files. What either function throws ends the run.
  package func run(
    pulling next: () throws -> File?, delivering deliver: (Outcome) throws -> Void
  ) throws {
    let map = OrderedMap<[File], [Outcome]>(
      jobs: jobs,
      making: { [self] in
        var desk = Desk(workshop: GraphWorkshop(reader.builder))
        return { batch in outcomes(of: batch, on: &desk) }
      })
    try map.run {
      var batch: [File] = []
      var size = 0
      while size < Self.batchSize, batch.count < Self.batchCount, let file = try next() {
        size += file.size
        batch.append(file)
      }
      return batch.isEmpty ? nil : batch
    } delivering: { outcomes in
      for outcome in try outcomes.get() { try deliver(outcome) }
    }
  }

  /// What a thread keeps from one file to the next.
  private struct Desk {
    var workshop: GraphWorkshop
    var room = PickleRoom()
    /// The size of the last block, as that of the next will be.
    var blockSize = 0
  }

  /// Reads files into one block of records after another: there is a new one behind each file of
  /// which something had to be left out.
  private func outcomes(of files: [File], on desk: inout Desk) -> [Outcome] {
    var outcomes: [Outcome] = []
    // With some room more: the next batch is much like the last, but not quite.
    var block = RecordBlock(reservingCapacity: desk.blockSize + desk.blockSize / 8)
    for file in files {
      var failure: (any Error)?
      do {
        try read(file, in: &desk.room, &desk.workshop, into: &block)
      } catch {
        failure = error
      }
      guard failure != nil || !block.refusals.isEmpty else { continue }
      outcomes.append(Outcome(name: file.name, block: block, failure: failure))
      block = RecordBlock()
    }
    desk.blockSize = block.bytes.count
    if block.count > 0, let last = files.last {
      outcomes.append(Outcome(name: last.name, block: block, failure: nil))
    }
    return outcomes
  }

  private func read(
    _ file: File, in room: inout PickleRoom, _ workshop: inout GraphWorkshop,
    into block: inout RecordBlock
  ) throws {
    try file.contents.withBytes { bytes in
      let sha256 = reader.hashesFiles ? ContentHash(of: bytes).hexDigits : nil
      try saved.read(bytes, in: &room) { arena in
        try reader.read(arena, from: file.name, sha256: sha256, in: &workshop, into: &block)
      }
    }
  }
}
