import RecordStreams
import ToolSupport

/// Records in files of so many models each; a file appears when it is full, or at the end.
final class ChunkedRecords {
  private let folder: OutputFolder
  private let size: Int
  private var number = 0
  private var models = 0
  private var waiting: [UInt8] = []

  init(folder: String, size: Int) {
    self.folder = OutputFolder(path: folder)
    self.size = size
  }

  /// Takes the records of one model.
  func add(_ lines: [UInt8]) throws {
    waiting += lines
    models += 1
    if models == size { try finish() }
  }

  /// Writes what waits.
  func finish() throws {
    guard !waiting.isEmpty else { return }
    let file = try folder.file(at: "results\(number).jsonl")
    try file.write(waiting)
    try file.finish()
    number += 1
    models = 0
    waiting = []
  }
}
