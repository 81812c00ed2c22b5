/// One thing in which two catalogs differ.
package struct CatalogDifference: Sendable, Equatable {
  /// How they differ.
  package enum Kind: String, Sendable {
    /// The first has what the second has not.
    case onlyHere = "only-here"
    /// The second has what the first has not.
    case onlyThere = "only-there"
    /// Both have it, and say different things of it.
    case differs
  }

  /// How they differ.
  package let kind: Kind
  /// What it is: `graph`, `measurement` or `architecture`.
  package let subject: String
  /// Which one, in words.
  package let name: [String]
  /// What differs: the name of a column, and what each catalog says.
  package var column: String?
  /// What the first says.
  package var here: CatalogValue = .null
  /// What the second says.
  package var there: CatalogValue = .null

  /// The names of the columns of a row.
  package static let columns = [
    "difference", "subject", "graph", "platform", "metric", "phase", "batch", "dataset", "column",
    "here", "there",
  ]

  /// The row: the name fills the columns from `graph` to `dataset`.
  package var row: [CatalogValue] {
    let names = (0..<6).map { place in
      place < name.count && !name[place].isEmpty ? CatalogValue.text(name[place]) : .null
    }
    return [.text(kind.rawValue), .text(subject)] + names
      + [column.map { .text($0) } ?? .null, here, there]
  }
}
