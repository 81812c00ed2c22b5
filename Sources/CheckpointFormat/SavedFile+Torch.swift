internal import ArchiveFormat
internal import ByteReading
internal import PickleFormat

/// The three containers of torch's.
///
/// Reference: `torch/serialization.py`.
extension SavedFile {
  func read(
    _ torch: TorchZip, in file: RawSpan, _ failed: (PickleJournal) -> Void,
    _ body: (borrowing PickleArena) throws -> Void
  ) throws {
    guard let member = torch.directory.member(torch.prefix + "data.pkl") else { return }
    let order = try torch.order(in: file)
    var unpacked = 0
    try withPickle(member, in: file) { start in
      var machine = machine(at: start)
      do {
        guard var arena = try machine.next() else { return }
        let limit = unpackingLimit
        try arena.findStorages(order: order) { storage throws(FormatError) in
          guard member.isStored else { return nil }
          let bytes = try torch.bytes(of: storage, in: file, limit: limit - unpacked)
          if case .copied(let copy)? = bytes { unpacked += copy.count }
          return bytes
        }
        try body(arena)
      } catch {
        failed(machine.journal)
        throw error
      }
    }
  }

  /// Lends a cursor at the start of a member that is a pickle. Where it is stored, all of the file is
  /// behind the cursor, so that storages need not be copied.
  private func withPickle(
    _ member: ZipDirectory.Member, in file: RawSpan, _ body: (ByteCursor) throws -> Void
  ) throws {
    try withBytes(of: member, in: file) { bytes, origin in
      guard member.isStored else { return try body(ByteCursor(bytes)) }
      var cursor = ByteCursor(file)
      cursor.position = origin
      try body(cursor)
    }
  }

  func readTorchLegacy(
    _ file: RawSpan, _ failed: (PickleJournal) -> Void,
    _ body: (borrowing PickleArena) throws -> Void
  ) throws {
    var machine = machine(at: ByteCursor(file))
    do {
      let header = try TorchLegacyHeader(&machine)
      guard var arena = try machine.next(), let keys = try machine.next() else {
        throw FormatError(.truncated(needed: 1, available: 0), at: machine.input.offset)
      }
      let places = try Self.places(keys: keys, of: arena.torchStorageIDs, from: machine.input)
      try arena.findStorages(order: header.isLittleEndian ? .little : .big) {
        storage throws(FormatError) in places[storage.key].map { .inInput($0) }
      }
      try body(arena)
    } catch {
      failed(machine.journal)
      throw error
    }
  }

  /// Where the bytes of each storage lie: a number of elements, and the elements, in the order of the
  /// keys.
  private static func places(
    keys: borrowing PickleArena, of storages: [TorchStorageID], from start: ByteCursor
  ) throws(FormatError) -> [String: Range<Int>] {
    var types: [String: TorchType] = [:]
    for storage in storages { types[storage.key] = storage.type }
    var places: [String: Range<Int>] = [:]
    var cursor = start
    guard let list = keys.items(keys.root) else {
      throw FormatError(.malformed("storage keys that are no list"), at: start.offset)
    }
    for index in list.indices {
      let place = cursor.offset
      let key = keys.string(list[index]) ?? keys.int(list[index]).map { "\($0)" } ?? ""
      let count = try cursor.readLittleEndian(Int64.self)
      guard let type = types[key] else {
        throw FormatError(.malformed("a storage of key \(key) that nothing asks for"), at: place)
      }
      let (size, overflow) = Int(count).multipliedReportingOverflow(by: type.size)
      guard !overflow, size >= 0 else {
        throw FormatError(.malformed("a storage of \(count) elements"), at: place)
      }
      let first = cursor.position
      do {
        _ = try cursor.readBytes(size)
      } catch {
        throw error.inside("storage \(key)")
      }
      places[key] = first..<first + size
    }
    return places
  }

  func read(
    _ tar: TorchTar, in file: RawSpan, _ failed: (PickleJournal) -> Void,
    _ body: (borrowing PickleArena) throws -> Void
  ) throws {
    let tensors = try TorchTarTensors(tar, in: file, self)
    var start = ByteCursor(file)
    start.position = tar.pickle.lowerBound
    var machine = machine(at: start)
    do {
      guard var arena = try machine.next() else { return }
      try arena.findTensors { tensors.tensors[$0] }
      try body(arena)
    } catch {
      failed(machine.journal)
      throw error
    }
  }
}
