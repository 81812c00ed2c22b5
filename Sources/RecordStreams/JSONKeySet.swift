/// The known keys of an object that have been met, so that none is taken twice.
package struct JSONKeySet: Sendable {
  @usableFromInline var met: UInt64 = 0

  /// No key has been met.
  @inlinable package init() {}

  /// Notes that a key was met, and refuses it if it was before. There is room for 64 keys.
  @inlinable
  package mutating func insert<Key: RawRepresentable<Int>>(
    _ known: Key, _ key: JSONString
  ) throws(JSONError) {
    let bit: UInt64 = 1 << UInt64(truncatingIfNeeded: known.rawValue)
    guard met & bit == 0 else {
      throw JSONError(at: key.offset, found: "\"\(key.string)\" again", expected: "each key once")
    }
    met |= bit
  }

  /// Whether a key has been met.
  @inlinable
  package func contains<Key: RawRepresentable<Int>>(_ known: Key) -> Bool {
    met >> UInt64(truncatingIfNeeded: known.rawValue) & 1 == 1
  }
}
