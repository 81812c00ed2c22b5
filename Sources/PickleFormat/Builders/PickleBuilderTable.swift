/// The builders of all families, by the exact module and name of what they stand for.
package final class PickleBuilderTable: Sendable {
  private let builders: [PickleClassName: PickleBuilder]
  private let types: [PickleRecordType?]

  /// Puts families together.
  package init(_ families: [PickleFamily]) {
    var builders: [PickleClassName: PickleBuilder] = [:]
    var types = [PickleRecordType?](repeating: nil, count: 128)
    for family in families {
      for builder in family.builders {
        for name in builder.names {
          precondition(builders[name] == nil, "two builders of \(name)")
          builders[name] = builder
        }
      }
      for type in family.types {
        precondition(types[type.id] == nil, "two record types have the number \(type.id)")
        types[type.id] = type
      }
    }
    self.builders = builders
    self.types = types
  }

  /// All that this module knows.
  package static let standard = PickleBuilderTable([
    .builtins, .collections, .numbers, .dates, .paths, .networks, .numpy, .torch, .joblib, .pandas,
    .scipy,
  ])

  /// What knows a class or function, if anything does.
  package func builder(for name: PickleClassName) -> PickleBuilder? { builders[name] }

  /// The names of all classes and functions that are known.
  package var names: [PickleClassName] { Array(builders.keys) }

  func type(_ index: Int) -> PickleRecordType? { types[index] }

  func index(of type: PickleRecordType) -> Int { type.id }
}
