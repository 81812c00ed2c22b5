internal import ByteReading
internal import Datasets
package import RecordStreams

/// Puts the samples of records about one thing into the first of them, as Eagle's `combine` does with
/// the lists of several files, and more: Eagle refuses a network that is measured in two of them.
///
/// The lines lie in a temporary file; in memory are 24 bytes a line, and about 50 for each thing that
/// is measured.
package struct SampleCombination {
  private struct Piece {
    let group: Int32
    let count: Int32
    let offset: Int
  }

  private var pieces: [Piece] = []
  private var groups: [CombinedLine.Key: Int32] = [:]
  private var groupCount: Int32 = 0
  private var offset = 0
  /// Whether the last piece passes through, so that a further one can be added to it.
  private var isPassing = false
  /// How many records were put into others.
  package private(set) var combined = 0

  /// Nothing to combine yet.
  package init() {}

  /// Takes in lines that have been written to the file, in its order.
  package mutating func add(_ lines: [CombinedLine]) {
    for line in lines {
      if let key = line.key {
        isPassing = false
        let group = groups[key] ?? groupCount
        if group == groupCount {
          groups[key] = group
          groupCount += 1
        } else {
          combined += 1
        }
        append(group, line.count)
      } else if isPassing, let last = pieces.popLast() {
        // A line has less than 2 GiB, which a run must have too.
        let (count, overflow) = last.count.addingReportingOverflow(Int32(clamping: line.count))
        if overflow {
          pieces.append(last)
          appendPassing(line.count)
        } else {
          pieces.append(Piece(group: last.group, count: count, offset: last.offset))
          offset += line.count
        }
      } else {
        appendPassing(line.count)
      }
    }
  }

  private mutating func appendPassing(_ count: Int) {
    isPassing = true
    append(groupCount, count)
    groupCount += 1
  }

  private mutating func append(_ group: Int32, _ count: Int) {
    pieces.append(Piece(group: group, count: Int32(clamping: count), offset: offset))
    offset += count
  }

  /// Writes the records, each where the first of those stood that it is made of.
  ///
  /// - Parameters:
  ///   - file: The file with the lines.
  ///   - sink: Takes the records.
  /// - Throws: When the system is to blame.
  package mutating func write(from file: ScratchFile, to sink: any ByteSink) throws {
    // Groups are numbered as they come first.
    pieces.sort { ($0.group, $0.offset) < ($1.group, $1.offset) }
    groups = [:]
    var waiting: [UInt8] = []
    var start = 0
    while start < pieces.count {
      var end = start + 1
      while end < pieces.count, pieces[end].group == pieces[start].group { end += 1 }
      waiting +=
        end == start + 1
        ? try file.bytes(at: pieces[start].offset, count: Int(pieces[start].count))
        : try record(of: pieces[start..<end], in: file)
      if waiting.count >= 1 << 18 {
        try sink.write(waiting)
        waiting.removeAll(keepingCapacity: true)
      }
      start = end
    }
    try sink.write(waiting)
  }

  private func record(of pieces: ArraySlice<Piece>, in file: ScratchFile) throws -> [UInt8] {
    var record: Measurement?
    var lists: [UInt8] = []
    for piece in pieces {
      let line = try file.bytes(at: piece.offset, count: Int(piece.count) - 1)
      let measurement = try Measurement(json: line.bytes)
      lists += lists.isEmpty ? [UInt8(ascii: "[")] : [UInt8(ascii: ",")]
      lists += Self.lists(measurement.samples ?? [])
      record = record ?? measurement
    }
    lists.append(UInt8(ascii: "]"))
    guard var record else { return [] }
    record.samples = lists
    record.extra.removeAll { $0.key == "combined" }
    record.extra.append(ExtraMember(key: "combined", json: Array("\(pieces.count)".utf8)))
    var writer = JSONWriter(reservingCapacity: lists.count + 1024)
    record.write(to: &writer)
    writer.endLine()
    return writer.take()
  }

  /// The lists of a record without the brackets around them; a record that has numbers is one list.
  private static func lists(_ samples: [UInt8]) -> ArraySlice<UInt8> {
    let isSpace = { (byte: UInt8) in byte == 0x20 || 0x09...0x0D ~= byte }
    let inner = samples.dropFirst().drop(while: isSpace)
    guard inner.first == UInt8(ascii: "["), let end = samples.lastIndex(of: UInt8(ascii: "]"))
    else { return samples[...] }
    return samples[inner.startIndex..<end]
  }
}
