package import RecordStreams

/// A type of values that builders make: how they are told apart, changed and written.
///
/// In JSON a value of the type is an object: `{"$name":FIRST,"field":…}`. FIRST stands for the first
/// field, or for all of them, as `form` says; fields that have a name follow, those that are absent
/// left out. Plain JSON is FIRST alone.
package final class PickleRecordType: Sendable {
  /// How FIRST is written.
  package enum Form: Sendable {
    /// The first field.
    case first
    /// An array of all fields.
    case list
    /// The items or entries of the first field, a container that also stands for the value where
    /// its items or entries are asked for; entries are an array of pairs.
    case content
    /// What the function writes, one JSON value: it is told the value, and whether JSON is plain.
    case written(@Sendable (borrowing PickleArena, PickleValue, Bool, inout JSONWriter) -> Void)
  }

  /// What `BUILD` does with a value of the type: handed the value and the state, it changes the
  /// value in place, and returns false if the state is none that the type has. What it throws is a
  /// `FormatError`.
  package typealias Build =
    @Sendable (inout PickleArena, PickleValue, PickleValue) throws -> Bool

  /// Which of all types it is, from 0 to 127; each family of builders has a range of its own.
  let id: Int
  /// The name, as JSON has it after a dollar sign.
  package let name: String
  /// The names of the fields after the first.
  package let fieldNames: [String]
  let form: Form
  let build: Build?
  /// Whether two values of the type that are equal can still be told apart, because they can be
  /// changed or can hold values that can. Only such values are written once and referred to.
  let hasIdentity: Bool
  /// Whether the first field is a container that stands for the value.
  let holdsContent: Bool

  /// Describes a type.
  ///
  /// - Parameters:
  ///   - id: Which of all types it is, from 0 to 127.
  ///   - name: The name in JSON, after a dollar sign.
  ///   - fields: The names of the fields after the first.
  ///   - form: How the first field is written.
  ///   - hasIdentity: Whether values can be changed, or hold values that can.
  ///   - build: What `BUILD` does with a value.
  package init(
    _ id: Int, _ name: String, fields: [String] = [], form: Form = .first,
    hasIdentity: Bool = false, build: Build? = nil
  ) {
    self.id = id
    self.name = name
    fieldNames = fields
    self.form = form
    self.build = build
    holdsContent = if case .content = form { true } else { false }
    self.hasIdentity = hasIdentity || holdsContent
  }
}

extension PickleRecordType: Equatable {
  /// Whether two are the same type.
  package static func == (left: PickleRecordType, right: PickleRecordType) -> Bool {
    left.id == right.id
  }
}
