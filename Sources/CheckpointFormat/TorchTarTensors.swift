internal import ByteReading
internal import PickleFormat

/// The tensors of a tar file of torch's, by the keys that its pickle asks for them with.
///
/// Reference: `_legacy_load` in `torch/serialization.py`.
struct TorchTarTensors {
  /// A tensor of a storage whose bytes lie in the file.
  private(set) var tensors: [String: TorchPlacedTensor] = [:]

  private var storages: [String: (type: TorchType, range: Range<Int>)] = [:]

  init(_ tar: TorchTar, in file: RawSpan, _ reader: SavedFile) throws(FormatError) {
    try readStorages(tar.storages, in: file, reader)
    try readTensors(tar.tensors, in: file, reader)
  }

  /// A number of storages; for each `(key, location, class)`, a number of elements, and elements;
  /// then a list of views `(key, key of the whole, first element, number of elements)`.
  private mutating func readStorages(
    _ range: Range<Int>, in file: RawSpan, _ reader: SavedFile
  ) throws(FormatError) {
    var machine = reader.machine(
      at: ByteCursor(file.extracting(range), origin: range.lowerBound))
    for _ in 0..<(try Self.readCount(&machine)) {
      let place = machine.input.offset
      guard let arena = try machine.next(), let parts = arena.items(arena.root), parts.count == 3,
        let key = Self.key(parts[0], in: arena), let owner = arena.className(parts[2]),
        let type = TorchType(storageClass: owner)
      else { throw FormatError(.malformed("no key and class of a storage"), at: place) }
      var cursor = machine.input
      let count = Int(try cursor.readLittleEndian(Int64.self))
      let (size, overflow) = count.multipliedReportingOverflow(by: type.size)
      guard !overflow, size >= 0 else {
        throw FormatError(.malformed("a storage of \(count) elements"), at: place)
      }
      let first = cursor.offset
      _ = try cursor.readBytes(size)
      storages[key] = (type, first..<first + size)
      machine = reader.machine(at: cursor)
    }
    guard let views = try machine.next(), let list = views.items(views.root) else { return }
    for index in list.indices {
      guard let view = views.items(list[index]), view.count == 4,
        let key = Self.key(view[0], in: views), let whole = Self.key(view[1], in: views),
        let offset = views.int(view[2]), let count = views.int(view[3]),
        let storage = storages[whole],
        (0...storage.range.count / storage.type.size).contains(offset),
        (0...storage.range.count / storage.type.size - offset).contains(count)
      else { throw FormatError(.malformed("a view of no storage"), at: range.upperBound) }
      let start = storage.range.lowerBound + offset * storage.type.size
      storages[key] = (storage.type, start..<start + count * storage.type.size)
    }
  }

  /// A number of tensors; for each `(key, key of the storage, class)`, the number of dimensions and
  /// four bytes of nothing, the shape, the strides, and the first element's place.
  private mutating func readTensors(
    _ range: Range<Int>, in file: RawSpan, _ reader: SavedFile
  ) throws(FormatError) {
    var machine = reader.machine(
      at: ByteCursor(file.extracting(range), origin: range.lowerBound))
    for _ in 0..<(try Self.readCount(&machine)) {
      let place = machine.input.offset
      guard let arena = try machine.next(), let parts = arena.items(arena.root), parts.count == 3,
        let key = Self.key(parts[0], in: arena), let storage = Self.key(parts[1], in: arena),
        let (type, bytes) = storages[storage]
      else { throw FormatError(.malformed("no key and storage of a tensor"), at: place) }
      var cursor = machine.input
      let dimensions = Int(try cursor.readLittleEndian(Int32.self))
      _ = try cursor.readBytes(4)
      guard (0...64).contains(dimensions) else {
        throw FormatError(.malformed("a tensor of \(dimensions) dimensions"), at: place)
      }
      var numbers: [Int] = []
      for _ in 0..<2 * dimensions + 1 {
        numbers.append(Int(try cursor.readLittleEndian(Int64.self)))
      }
      tensors[key] = TorchPlacedTensor(
        type: type, shape: Array(numbers[..<dimensions]),
        strides: Array(numbers[dimensions..<2 * dimensions]), offset: numbers[2 * dimensions],
        bytes: bytes)
      machine = reader.machine(at: cursor)
    }
  }

  private static func readCount(_ machine: inout PickleMachine) throws(FormatError) -> Int {
    let place = machine.input.offset
    guard let arena = try machine.next(), let count = arena.int(arena.root), count >= 0 else {
      throw FormatError(.malformed("no number of storages or tensors"), at: place)
    }
    return count
  }

  private static func key(_ value: PickleValue, in arena: borrowing PickleArena) -> String? {
    arena.string(value) ?? arena.int(value).map { "\($0)" }
  }
}
