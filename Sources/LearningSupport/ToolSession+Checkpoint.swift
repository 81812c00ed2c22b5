internal import ByteReading
internal import ContentHashing
package import GraphLearning
internal import RecordStreams
package import ToolSupport

extension ToolSession {
  /// Reads a checkpoint; its hash names it in predictions.
  package func checkpoint(_ path: String) throws -> (Checkpoint, hash: String) {
    let file = try MappedFile.open(path)
    do {
      let checkpoint = try Checkpoint(file.bytes)
      return (checkpoint, "p1-" + ContentHash(of: file.bytes).hexDigits(32))
    } catch {
      throw UnreadableCheckpoint(path: path, error: error)
    }
  }
}

/// A checkpoint that could not be read, and why.
private struct UnreadableCheckpoint: Error, CustomStringConvertible {
  let path: String
  let error: any Error

  var description: String { "\(path): \(error)" }
}
