/// A value with an identity, in eight bytes: kind, flags, and where its items lie.
struct PickleNode {
  /// Bits 0-4 kind, 5 to 7 flags, 8-31 count, 32-63 start.
  private(set) var bits: UInt64

  init(_ kind: PickleKind, start: Int = 0, count: Int = 0) {
    bits =
      UInt64(kind.rawValue) | UInt64(truncatingIfNeeded: count) << 8
      | UInt64(truncatingIfNeeded: start) << 32
  }

  /// The most items that the count of a node can say.
  static let countLimit = 1 << 24

  /// The most items and bytes that the start of a node can address.
  static let startLimit = 1 << 32

  var kind: PickleKind { PickleKind(rawValue: UInt8(truncatingIfNeeded: bits & 31)) ?? .absent }

  /// How many items there are; 0 for a node that has grown.
  var count: Int { Int(bits >> 8 & 0xFF_FFFF) }

  /// Where the items begin; for a node that has grown, the index of its ``Growth``.
  var start: Int { Int(bits >> 32) }

  /// Whether the value was taken from the memo or doubled, so that it may be met again.
  var isShared: Bool {
    get { bits & 64 != 0 }
    set { bits = newValue ? bits | 64 : bits & ~64 }
  }

  /// Whether the items lie where the arena's list of growths says.
  var hasGrown: Bool {
    get { bits & 128 != 0 }
    set { bits = newValue ? bits | 128 : bits & ~128 }
  }

  /// Whether a dictionary or set is on the arena's list of those that may have a key twice.
  var isDoubtful: Bool {
    get { bits & 32 != 0 }
    set { bits = newValue ? bits | 32 : bits & ~32 }
  }

  /// The same value, its items elsewhere.
  func moved(to start: Int, count: Int) -> PickleNode {
    var node = PickleNode(kind, start: start, count: count)
    node.bits |= bits & 0x60
    return node
  }

  /// The items of a list, dictionary or set that others have got in the way of.
  struct Growth {
    var start: Int
    var count: Int
    /// How many places were set aside from `start` on.
    var capacity: Int
  }
}
