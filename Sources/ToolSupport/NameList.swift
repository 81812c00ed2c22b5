internal import ByteReading
internal import RecordStreams

/// Names of inputs in a file, one a line, read as they are asked for. Empty lines are skipped.
final class NameList {
  private let path: String
  private var lines: LineInput?

  init(path: String) {
    self.path = path
  }

  /// Returns the next name, or `nil` after the last.
  func next() throws(StreamError) -> String? {
    if lines == nil {
      let source = path == "-" ? DescriptorSource.standardInput() : try DescriptorSource(path: path)
      lines = LineInput(source)
    }
    while let line = try lines?.next()?.text {
      if !line.isEmpty { return line }
    }
    return nil
  }
}
