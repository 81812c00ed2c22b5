extension Evaluation {
  /// Rows that are judged together.
  package enum Group: Sendable, Equatable {
    /// Every row.
    case all
    /// The rows of a family.
    case family(String)
    /// The rows whose networks are in this tenth by their operations, from 1.
    case size(Int)

    /// Whether a row is among them.
    package func contains(_ judged: Judged) -> Bool {
      switch self {
      case .all: true
      case .family(let name): judged.row.family == name
      case .size(let decile): judged.decile == decile
      }
    }

    /// The family, where the rows are of one.
    package var family: String? {
      if case .family(let name) = self { name } else { nil }
    }

    /// The tenth, where the rows are of one.
    package var size: Int? {
      if case .size(let decile) = self { decile } else { nil }
    }
  }
}
