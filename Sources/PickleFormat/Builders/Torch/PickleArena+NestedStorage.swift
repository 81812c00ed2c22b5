package import ByteReading

/// Storages that lie in a pickle as a file of torch's own, which is what pickling a tensor gives.
extension PickleArena {
  /// Makes the storage that `torch.storage._load_from_bytes` would load; `nil` if the bytes are
  /// anything else than one storage in torch's old format. What the bytes would import is noted.
  mutating func makeStorage(ofNested data: PickleValue) throws(FormatError) -> PickleValue? {
    let (found, events) = nestedStorage(data)
    journal?.events += events
    guard let (storage, range) = found else { return nil }
    let place: TorchStorageBytes
    if let outer = inputRange(data) {
      place = .inInput(
        outer.lowerBound + range.lowerBound..<outer.lowerBound + range.upperBound)
    } else {
      guard let bytes = bytes(data) else { return nil }
      place = .copied(bytes.extracting(range).copied())
    }
    let value = try makeRecord(.storage, [.absent])
    let key = try makeText(storage.key)
    let location = try makeText(storage.location)
    try turnIntoStorage(value, storage, key: key, location: location, place, .little)
    return value
  }

  private typealias NestedStorage = (storage: TorchStorageID, range: Range<Int>)

  /// The storage that some bytes are and where in them its elements lie, and what they would import.
  private func nestedStorage(
    _ data: PickleValue
  ) -> (found: NestedStorage?, events: [(event: PickleJournal.Event, offset: Int)]) {
    guard let bytes = bytes(data) else { return (nil, []) }
    let origin = inputRange(data).map { input.origin + $0.lowerBound } ?? input.offset
    // No builders: what is nested in nested bytes stays data.
    var machine = PickleMachine(
      ByteCursor(bytes, origin: origin), builders: PickleBuilderTable([]), limits: limits,
      keepsJournal: journal != nil)
    var events: [(event: PickleJournal.Event, offset: Int)] = []
    let found = try? Self.readStorage(&machine, &events)
    return (found, events + machine.journal.events)
  }

  private static func readStorage(
    _ machine: inout PickleMachine, _ events: inout [(event: PickleJournal.Event, offset: Int)]
  ) throws(FormatError) -> NestedStorage? {
    let header = try TorchLegacyHeader(&machine)
    guard header.isLittleEndian, let pickle = try machine.next() else { return nil }
    events += pickle.journal?.events ?? []
    guard let storage = pickle.torchStorageID(pickle.persistentID(pickle.root)),
      let keys = try machine.next(), keys.items(keys.root)?.count == 1
    else { return nil }
    var cursor = machine.input
    let count = Int(try cursor.readLittleEndian(Int64.self))
    guard count == storage.count, count <= cursor.remaining / storage.type.size else { return nil }
    return (storage, cursor.position..<cursor.position + count * storage.type.size)
  }
}

/// What torch's old format begins with: three pickles that hold a magic number, a version, and a
/// description of the machine.
package struct TorchLegacyHeader: Sendable {
  /// Whether numbers begin with their least significant byte.
  package let isLittleEndian: Bool

  /// `0x1950A86A20F9469CFC6C`, least significant byte first, as `LONG1` writes it.
  package static let magic: [UInt8] = [
    0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E,
  ]

  /// Reads the header, and leaves the machine before the pickle of the contents.
  package init(_ machine: inout PickleMachine) throws(FormatError) {
    let start = machine.input.offset
    let rest = machine.input.bytes.extracting(machine.input.position...)
    guard rest.byteCount > 2, rest.byte(at: 0) == 0x80,
      rest.extracting(2...).starts(with: Self.magic)
    else { throw FormatError(.malformed("no magic number of torch's"), at: start) }
    _ = try machine.next()
    let place = machine.input.offset
    guard let version = try machine.next(), version.int(version.root) == 1001 else {
      throw FormatError(.malformed("a version other than 1001 of torch's format"), at: place)
    }
    guard let system = try machine.next() else {
      throw FormatError(.truncated(needed: 1, available: 0), at: machine.input.offset)
    }
    isLittleEndian = system.bool(system.value(forKey: "little_endian", in: system.root)) ?? true
  }
}
