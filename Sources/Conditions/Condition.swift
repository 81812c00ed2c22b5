/// A condition on the fields of something: `family = resnet and latency < 5ms`.
///
/// What is not known fulfils no comparison, and neither does its opposite: of three truth values
/// `not` leaves the third as it is, as in SQL.
package indirect enum Condition: Sendable, Equatable {
  /// All hold.
  case all([Condition])
  /// One holds at least.
  case any([Condition])
  /// It does not hold.
  case not(Condition)
  /// A field stands in a relation to a value.
  case compares(ConditionField, Relation, ConditionValue)
  /// A field has one of several values.
  case isOneOf(ConditionField, [ConditionValue])
  /// A field has a value at all.
  case isKnown(ConditionField)
}

/// How a field's value is compared.
package enum Relation: String, Sendable, CaseIterable {
  case atMost = "<="
  case atLeast = ">="
  case unlike = "!="
  case equal = "="
  case below = "<"
  case above = ">"
  /// Text fits a pattern in which `*` stands for any text and `?` for any character.
  case fits = "~"
}

/// What a field is compared with, or what it has: numbers in SI units.
package enum ConditionValue: Sendable, Hashable {
  case number(Double)
  case text(String)
}

extension Condition {
  /// The fields that it asks for, each as often as it does.
  package var fields: [ConditionField] {
    switch self {
    case .all(let parts), .any(let parts): parts.flatMap(\.fields)
    case .not(let part): part.fields
    case .compares(let field, _, _), .isOneOf(let field, _), .isKnown(let field): [field]
    }
  }

  /// The fields and values that it wants to be equal.
  package var equalities: [(field: ConditionField, value: ConditionValue)] {
    switch self {
    case .all(let parts), .any(let parts): parts.flatMap(\.equalities)
    case .not(let part): part.equalities
    case .compares(let field, .equal, let value): [(field, value)]
    case .isOneOf(let field, let values): values.map { (field, $0) }
    case .compares, .isKnown: []
    }
  }
}
