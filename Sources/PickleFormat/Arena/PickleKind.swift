/// What kind of value a handle stands for.
package enum PickleKind: UInt8, Sendable, CaseIterable {
  /// No value at all.
  case absent
  case none, bool
  /// An integer of at most 64 bits.
  case int
  /// An integer of more than 64 bits.
  case bigInt
  case float
  /// A string; it may hold lone surrogates.
  case text
  case bytes, byteArray
  case tuple, list, dict, set, frozenSet
  /// A class or function by its module and name; never resolved.
  case global
  /// A code of the extension registry that stands for a class or function.
  case extensionCode
  /// An object of a class, or the result of a call, that no builder knows: data, never made.
  case object
  /// Something that lies outside of the pickle and that its reader is to find by an id.
  case persistent
  /// A buffer that lies outside of the pickle, by its number.
  case buffer
  /// A value that a builder made of a call; its ``PickleRecordType`` says what it is.
  case record
}
