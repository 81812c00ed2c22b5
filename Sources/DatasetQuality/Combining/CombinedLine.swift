internal import ByteReading
internal import ContentHashing
internal import Datasets
package import RecordStreams
internal import Statistics

/// A line of records that wait to be combined: what it is about, and its bytes.
package struct CombinedLine: Sendable, Equatable {
  /// What records have in common whose samples belong together.
  struct Key: Hashable, Sendable {
    private let hash: ContentHash
  }

  /// What the line is about; `nil` for one that passes through.
  let key: Key?
  /// The number of its bytes, with the newline.
  let count: Int

  /// Reads a block of lines, which stay as they are; those that are no records are refused.
  package static func lines(of block: LineBlock) -> MappedBlock<[CombinedLine]> {
    var result = MappedBlock<[CombinedLine]>(remarks: [])
    result.bytes.reserveCapacity(block.bytes.count)
    var samples = SampleLists()
    var cursor = LineCursor(block.bytes.bytes)
    while let line = cursor.next() {
      do throws(RecordError) {
        if let found = try CombinedLine(line, &samples) {
          result.bytes.append(line)
          result.bytes.append(0x0A)
          result.remarks.append(found)
        }
      } catch {
        result.refuse(line: block.firstLine + result.lines, column: error.column, error)
      }
      result.lines += 1
    }
    return result
  }

  /// Looks at a line; `nil` for an empty one.
  private init?(_ line: RawSpan, _ samples: inout SampleLists) throws(RecordError) {
    guard let kind = try RecordKind.sniff(line) else { return nil }
    count = line.byteCount + 1
    key = kind == .measurement ? try Self.key(of: line, &samples) : nil
  }

  /// What a measurement is about, if it has samples.
  private static func key(
    of line: RawSpan, _ samples: inout SampleLists
  ) throws(RecordError) -> Key? {
    let measurement = try Measurement(json: line)
    guard let text = measurement.samples, measurement.state != .failed else { return nil }
    do throws(JSONError) {
      try samples.read(text.bytes)
    } catch {
      throw RecordError(path: "samples", found: error.found, expected: error.expected)
    }
    return Key(measurement)
  }
}

extension CombinedLine.Key {
  /// The network, the platform, what was measured and how, and the dataset.
  fileprivate init(_ measurement: Measurement) {
    var same = measurement
    (same.value, same.dispersion, same.count) = (nil, nil, nil)
    (same.samples, same.source, same.reason) = (nil, nil, nil)
    (same.family, same.split, same.extra) = (nil, nil, [])
    var writer = JSONWriter()
    same.write(to: &writer)
    hash = ContentHash(of: writer.bytes.bytes)
  }
}
