/// A handle of one value in a ``PickleArena``: four bytes, copied freely, meaningless elsewhere.
///
/// Small integers, `None` and the truth values are the handle itself; for all else it says what
/// kind of value it is and where in the arena it lies. Equal handles are one object.
@usableFromInline
package struct PickleValue: Hashable, Sendable, BitwiseCopyable {
  /// Three bits of tag, the lowest, and 29 bits of payload.
  @usableFromInline let bits: UInt32

  /// No value at all: an argument that was not given, a key that is not there.
  package static let absent = PickleValue(.constant, 0)
  /// Python's `None`.
  package static let none = PickleValue(.constant, 1)
  /// Python's `False`.
  package static let `false` = PickleValue(.constant, 2)
  /// Python's `True`.
  package static let `true` = PickleValue(.constant, 3)

  /// Where a value lies, as the tag of its handle says.
  struct Tag: Equatable {
    let rawValue: UInt32

    /// The payload is the integer.
    static var small: Tag { Tag(rawValue: 0) }
    static var constant: Tag { Tag(rawValue: 1) }
    /// The payload is where the eight bytes lie in the input, or an index into the arena's numbers.
    static var float: Tag { Tag(rawValue: 2) }
    /// The payload is an index into the arena's numbers.
    static var wide: Tag { Tag(rawValue: 3) }
    /// The payload is where the opcode and the length before the bytes lie in the input, or an index
    /// into the arena's ranges of bytes.
    static var text: Tag { Tag(rawValue: 4) }
    static var bytes: Tag { Tag(rawValue: 5) }
    /// The payload is the index of a tuple's count, before its items.
    static var tuple: Tag { Tag(rawValue: 6) }
    /// The payload is an index into the arena's nodes.
    static var node: Tag { Tag(rawValue: 7) }
  }

  init(bits: UInt32) {
    self.bits = bits
  }

  /// Whether two handles of one arena stand for the same object.
  @inlinable
  package static func == (left: PickleValue, right: PickleValue) -> Bool {
    left.bits == right.bits
  }

  init(_ tag: Tag, _ payload: Int) {
    bits = UInt32(truncatingIfNeeded: payload) << 3 | tag.rawValue
  }

  /// The handle of a truth value.
  package static func bool(_ value: Bool) -> PickleValue { value ? .true : .false }

  /// Whether there is a value at all.
  package var exists: Bool { self != .absent }

  var tag: Tag { Tag(rawValue: bits & 7) }

  var payload: Int { Int(bits >> 3) }

  /// The integer of a handle that is one.
  var small: Int { Int(Int32(bitPattern: bits) >> 3) }

  /// The integers that fit a handle.
  static let smallRange = -(1 << 28)..<1 << 28

  /// The number of values that one of the arena's lists can hold.
  static let payloadLimit = 1 << 29

  /// Payloads of numbers, texts and bytes that are smaller are places in the input, so that these
  /// take no memory beside their handle; indices into the arena's lists are counted from here on.
  static let inputLimit = 1 << 28
}
