extension Condition {
  /// Whether the condition holds; `nil` if that depends on what is not known.
  ///
  /// - Parameter value: Gives the value of a field, `nil` if it is not known.
  /// - Returns: Whether it holds.
  package func truth(_ value: (ConditionField) -> ConditionValue?) -> Bool? {
    switch self {
    case .all(let parts):
      var isOpen = false
      for part in parts {
        guard let truth = part.truth(value) else {
          isOpen = true
          continue
        }
        if !truth { return false }
      }
      return isOpen ? nil : true
    case .any(let parts):
      var isOpen = false
      for part in parts {
        guard let truth = part.truth(value) else {
          isOpen = true
          continue
        }
        if truth { return true }
      }
      return isOpen ? nil : false
    case .not(let part): return part.truth(value).map { !$0 }
    case .compares(let field, let relation, let bound):
      return value(field).map { relation.holds(between: $0, and: bound) }
    case .isOneOf(let field, let values): return value(field).map(values.contains)
    case .isKnown(let field): return value(field) != nil
    }
  }
}

extension Relation {
  /// Whether it holds between two values of one kind; text is ordered by its bytes.
  fileprivate func holds(between left: ConditionValue, and right: ConditionValue) -> Bool {
    switch (left, right) {
    case (.number(let left), .number(let right)): compares(left, right)
    case (.text(let left), .text(let right)):
      self == .fits
        ? GlobPattern(right).fits(left)
        : compares(ByteOrdered(text: left), ByteOrdered(text: right))
    default: false
    }
  }

  private func compares<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
    switch self {
    case .atMost: left <= right
    case .atLeast: left >= right
    case .unlike: left != right
    case .equal, .fits: left == right
    case .below: left < right
    case .above: left > right
    }
  }
}

/// Text in the order of its bytes, as SQLite has it.
private struct ByteOrdered: Comparable {
  let text: String

  static func < (left: Self, right: Self) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }
}
