/// What a pickle imports and calls, in the order in which Python would do it.
package struct PickleJournal: Sendable {
  /// One thing that Python would do.
  package enum Event: Sendable, Equatable {
    /// A class or function is imported.
    case imports(PickleClassName)
    /// A class or function is called.
    case calls(PickleClassName)
    /// Something is called, or changed by a state or items, that is no class or function by name.
    case callsOther(String)
    /// A class or function itself is changed by a state or items.
    case changes(PickleClassName)
    /// A code of the extension registry is looked up.
    case looksUp(code: Int)
    /// An id is handed to a function of the reader's; torch's storages have ids of a known form.
    case asksFor(id: String, isStorage: Bool)
    /// Something that is unpickled, but cannot be looked into, and why.
    case hides(String, String)
  }

  /// What would be done, and where the opcode is that asks for it.
  package internal(set) var events: [(event: Event, offset: Int)] = []

  /// Bytes that have been looked into.
  var lookedInto: Set<PickleValue> = []

  package init() {}
}
