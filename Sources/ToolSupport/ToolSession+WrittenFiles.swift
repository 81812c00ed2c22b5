internal import RecordStreams

extension ToolSession {
  /// Writes a file beside the output, which appears when it is complete.
  package func write(_ bytes: [UInt8], to path: String) throws {
    let file = try AtomicFile(path: path)
    try file.write(bytes)
    try file.finish()
  }
}
