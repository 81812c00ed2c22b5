/// A list of places that is filled anew for every message, in the storage that is there.
///
/// An array that is emptied, and grows by each of a message's few fields, takes twice as long.
package struct ProtobufPlaces: Sendable {
  private var storage: [ProtobufPlace] = []
  private var count = 0

  /// A list of nothing.
  package init() {}

  /// The places, in the order of the message.
  package var places: ArraySlice<ProtobufPlace> { storage[..<count] }

  mutating func removeAll() {
    count = 0
  }

  mutating func append(_ place: ProtobufPlace) {
    if count == storage.count { makeRoom() }
    storage[count] = place
    count += 1
  }

  /// Appends what a function returns until it returns nothing.
  @inline(__always)
  mutating func fill(_ next: () -> ProtobufPlace?) {
    while Self.fill(&storage, from: &count, next) { makeRoom() }
  }

  /// Fills the storage as far as it goes; true if there may be more.
  @inline(__always)
  private static func fill(
    _ storage: inout [ProtobufPlace], from count: inout Int, _ next: () -> ProtobufPlace?
  ) -> Bool {
    var room = storage.mutableSpan
    while count < room.count {
      guard let place = next() else { return false }
      room[count] = place
      count += 1
    }
    return true
  }

  private mutating func makeRoom() {
    let place = ProtobufPlace(number: 0, kind: .varint, start: 0, payload: 0, end: 0)
    storage.append(contentsOf: repeatElement(place, count: max(32, storage.count)))
  }
}
