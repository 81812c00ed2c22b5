internal import ByteReading
internal import Datasets
package import RecordStreams

/// Normalises the figures of measurements, or undoes that; all other lines pass through.
package struct RecordScaler: Sendable {
  /// The scale of each series; `nil` to undo what the records say was done.
  private let scales: [Series: SeriesScale]?

  /// Prepares to normalise by these scales.
  package init(_ scales: [Series: SeriesScale]) {
    self.scales = scales
  }

  private init() {
    scales = nil
  }

  /// Undoes what the records say was done.
  package static let undoing = RecordScaler()

  /// Rewrites a block of lines.
  package func scale(_ block: LineBlock) -> MappedBlock<Void> {
    var result = MappedBlock(remarks: ())
    result.bytes.reserveCapacity(block.bytes.count * 2)
    var lines = LineCursor(block.bytes.bytes)
    while let line = lines.next() {
      let position = result.bytes.count
      do throws(RecordError) {
        try scale(line, into: &result)
      } catch {
        result.bytes.removeSubrange(position...)
        result.refuse(line: block.firstLine + result.lines, column: error.column, error)
      }
      result.lines += 1
    }
    return result
  }

  private func scale(
    _ line: RawSpan, into result: inout MappedBlock<Void>
  ) throws(RecordError) {
    guard let kind = try RecordKind.sniff(line) else { return }
    guard kind == .measurement else {
      result.bytes.append(line)
      result.bytes.append(0x0A)
      return
    }
    var measurement = try Measurement(json: line)
    if let scales {
      if let scale = scales[Series(measurement)] { try measurement.normalise(by: scale) }
    } else {
      try measurement.denormalise()
    }
    var writer = JSONWriter(appendingTo: result.bytes)
    result.bytes = []
    measurement.write(to: &writer)
    writer.endLine()
    result.bytes = writer.take()
  }
}
