internal import GraphBuilding
internal import PickleFormat
internal import RecordStreams

/// Raw timings in lists of lists, as they were measured.
struct NestedSamples {
  /// The JSON text of the lists.
  let json: [UInt8]

  /// Takes lists of numbers, at least one number in all; `nil` for all else.
  init?(_ value: PickleValue, in arena: borrowing PickleArena) {
    guard
      arena.kind(of: value) == .list || arena.kind(of: value) == .tuple
        || PickledArray(value, in: arena) != nil
    else { return nil }
    var writer = JSONWriter()
    var count = 0
    guard Self.write(value, of: arena, depth: 8, to: &writer, &count), count > 0 else { return nil }
    json = writer.take()
  }

  private static func write(
    _ value: PickleValue, of arena: borrowing PickleArena, depth: Int, to writer: inout JSONWriter,
    _ count: inout Int
  ) -> Bool {
    if let number = PickledNumber(value, in: arena) {
      count += 1
      writer.double(number.value)
      return true
    }
    if let array = PickledArray(value, in: arena), !array.values.isEmpty {
      count += array.values.count
      Self.write(array.values[...], array.shape[...], to: &writer)
      return true
    }
    guard depth > 0, arena.kind(of: value) == .list || arena.kind(of: value) == .tuple,
      let items = arena.items(value)
    else { return false }
    writer.beginArray()
    for index in items.indices {
      guard write(items[index], of: arena, depth: depth - 1, to: &writer, &count) else {
        return false
      }
    }
    writer.endArray()
    return true
  }

  private static func write(
    _ values: ArraySlice<Double>, _ shape: ArraySlice<Int>, to writer: inout JSONWriter
  ) {
    guard let rows = shape.first else {
      for value in values { writer.double(value) }
      return
    }
    writer.beginArray()
    let size = rows == 0 ? 0 : values.count / rows
    for row in 0..<rows {
      let start = values.startIndex + row * size
      write(values[start..<start + size], shape.dropFirst(), to: &writer)
    }
    writer.endArray()
  }
}
