package import Datasets

/// A line of a stream of records, as a catalog sees it.
package struct CatalogLine: Sendable {
  /// What a line holds.
  package enum Record: Sendable {
    case graph(GraphRecord)
    case measurement(Measurement)
    case architecture(Architecture)
    /// A record of a kind that a catalog does not keep.
    case ignored
    /// A line of white space.
    case blank
    /// Not a record: why, and at which column.
    case refused(message: String, column: Int?)
  }

  /// The line's number in its input, from 1.
  package let number: Int
  /// What it holds.
  package let record: Record

  /// Places a record.
  package init(number: Int, record: Record) {
    self.number = number
    self.record = record
  }
}

/// Where a record stands.
package struct CatalogPlace: Sendable, Equatable, CustomStringConvertible {
  /// How messages name the input.
  package let input: String
  /// The line, from 1.
  package let line: Int

  /// `FILE:LINE`.
  package var description: String { "\(input):\(line)" }
}

/// A record that a catalog cannot take.
package struct Refusal: Error, Equatable, CustomStringConvertible {
  /// Where it stands.
  package let place: CatalogPlace
  /// The column in bytes, from 1, where that is known.
  package var column: Int?
  /// What is wrong, and what was expected.
  package let message: String

  /// The message alone.
  package var description: String { message }

  static func needsGraph(_ network: NetworkReference) -> String {
    switch network {
    case .graph(let id): "no graph \(id) in the catalog or the input; run cg-build first"
    case .model(let path): "names the model \(path), not a graph; run cg-build first"
    case .architecture(let space, let encoding):
      "names the architecture \(encoding) of \(space), not a graph; run cg-build first"
    }
  }
}
