internal import ArchiveFormat
internal import ByteReading
internal import NumPyFormat
internal import PickleFormat

/// `.npy` and `.npz` files as arenas.
extension SavedFile {
  func readArray(
    _ file: RawSpan, _ failed: (PickleJournal) -> Void,
    _ body: (borrowing PickleArena) throws -> Void
  ) throws {
    var machine = machine(at: ByteCursor(file))
    do {
      // Several arrays may have been saved to one file, one after the other.
      repeat {
        let array = try machine.readNumPyArray()
        let arena = machine.finish(array)
        try body(arena)
      } while file.extracting(machine.input.position...).starts(with: NumPyHeader.magic)
    } catch {
      failed(machine.journal)
      throw error
    }
  }

  func readArrays(
    _ directory: ZipDirectory, in file: RawSpan, _ failed: (PickleJournal) -> Void,
    _ body: (borrowing PickleArena) throws -> Void
  ) throws {
    let members = directory.members.filter { !$0.name.hasSuffix("/") }
    if members.allSatisfy(\.isStored) {
      for member in members {
        try ZipDirectory.withContents(of: member, in: file, limit: 0) {
          _, _ throws(FormatError) in
        }
      }
      return try readArrays(members.map { ($0.name, $0.range) }, in: file, failed, body)
    }
    var unpacked: [UInt8] = []
    var places: [(name: String, range: Range<Int>)] = []
    for member in members {
      let start = unpacked.count
      let limit = unpackingLimit - start
      unpacked += try ZipDirectory.withContents(of: member, in: file, limit: limit) {
        bytes, _ throws(FormatError) in bytes.copied()
      }
      places.append((member.name, start..<unpacked.count))
    }
    try readArrays(places, in: unpacked.bytes, failed, body)
  }

  /// Reads arrays that lie in the bytes into a dictionary by their names.
  private func readArrays(
    _ places: [(name: String, range: Range<Int>)], in bytes: RawSpan,
    _ failed: (PickleJournal) -> Void, _ body: (borrowing PickleArena) throws -> Void
  ) throws {
    var machine = machine(at: ByteCursor(bytes))
    do {
      var entries: [PickleValue] = []
      for (name, range) in places {
        machine.move(to: range.lowerBound)
        let array: PickleValue
        do {
          array = try machine.readNumPyArray()
        } catch {
          throw error.inside(name)
        }
        guard machine.input.position <= range.upperBound else {
          throw FormatError(
            .truncated(
              needed: machine.input.position - range.lowerBound, available: range.count),
            at: range.lowerBound
          )
          .inside(name)
        }
        let key = name.hasSuffix(".npy") ? String(name.dropLast(4)) : name
        entries += [
          try machine.edit { arena throws(FormatError) in try arena.makeText(key) }, array,
        ]
      }
      let dictionary = try machine.edit { arena throws(FormatError) in
        try arena.makeContainer(.dict, entries)
      }
      let arena = machine.finish(dictionary)
      try body(arena)
    } catch {
      failed(machine.journal)
      throw error
    }
  }
}
