extension Condition {
  /// Reads a condition.
  ///
  /// Comparisons (`=`, `!=`, `<`, `<=`, `>`, `>=`, `~` and `!~` for patterns), `FIELD in (A, B)`,
  /// `FIELD is missing` and `FIELD is known` are joined by `and`, `or`, `not` and brackets. Numbers
  /// take units (`5ms`, `64MiB`, `600M`); text needs quotation marks only where it holds blanks,
  /// brackets, commas, relations, or is one of the words above.
  ///
  /// - Parameters:
  ///   - text: The condition.
  ///   - fields: What it may be about.
  /// - Throws: What was found and what was expected, with the position.
  package init(_ text: String, about fields: [ConditionField]) throws(ConditionError) {
    var parser = ConditionParser(text, fields)
    self = try parser.condition()
  }
}

/// Takes a condition apart, from the loosest words to the tightest.
private struct ConditionParser {
  private var cursor: ConditionCursor
  private let fields: [String: ConditionField]
  private let names: [String]
  private var depth = 0

  /// So deep brackets may nest.
  private static let depthLimit = 64
  private static let keywords: Set<String> = ["and", "or", "not", "in", "is"]

  init(_ text: String, _ fields: [ConditionField]) {
    cursor = ConditionCursor(text)
    names = fields.map(\.name)
    self.fields = Dictionary(fields.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  mutating func condition() throws(ConditionError) -> Condition {
    let condition = try disjunction()
    guard cursor.isAtEnd else { throw cursor.refusal(expecting: "and, or, or the end") }
    return condition
  }

  private mutating func disjunction() throws(ConditionError) -> Condition {
    var parts = [try conjunction()]
    while cursor.takeKeyword("or") { parts.append(try conjunction()) }
    return parts.count == 1 ? parts[0] : .any(parts)
  }

  private mutating func conjunction() throws(ConditionError) -> Condition {
    var parts = [try term()]
    while cursor.takeKeyword("and") { parts.append(try term()) }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  private mutating func term() throws(ConditionError) -> Condition {
    cursor.skipBlanks()
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else {
      throw cursor.refusal(expecting: "brackets no deeper than \(Self.depthLimit)")
    }
    let term: Condition
    if cursor.takeKeyword("not") {
      term = .not(try self.term())
    } else if cursor.take("(") {
      term = try disjunction()
      guard cursor.take(")") else { throw cursor.refusal(expecting: "and, or, or )") }
    } else {
      term = try comparison()
    }
    cursor.skipBlanks()
    return term
  }

  private mutating func comparison() throws(ConditionError) -> Condition {
    let start = cursor.place
    guard let field = fields[cursor.word()] else {
      throw cursor.refusal(at: start, expecting: "one of " + names.joined(separator: ", "))
    }
    cursor.skipBlanks()
    if cursor.takeKeyword("is") { return try known(field) }
    if cursor.takeKeyword("in") { return .isOneOf(field, try values(of: field)) }
    if cursor.takeKeyword("not") {
      cursor.skipBlanks()
      guard cursor.takeKeyword("in") else { throw cursor.refusal(expecting: "in") }
      return .not(.isOneOf(field, try values(of: field)))
    }
    let place = cursor.place
    if cursor.take("!~") {
      return .not(.compares(field, .fits, try pattern(of: field, at: place)))
    }
    guard let relation = Relation.allCases.first(where: { cursor.take($0.rawValue) }) else {
      throw cursor.refusal(expecting: "one of < <= = >= > != ~ !~ in is")
    }
    if relation == .fits { return .compares(field, .fits, try pattern(of: field, at: place)) }
    _ = relation == .equal && cursor.take("=")
    return .compares(field, relation, try value(of: field))
  }

  private mutating func known(_ field: ConditionField) throws(ConditionError) -> Condition {
    cursor.skipBlanks()
    let isNot = cursor.takeKeyword("not")
    cursor.skipBlanks()
    if cursor.takeKeyword("known") { return isNot ? .not(.isKnown(field)) : .isKnown(field) }
    if cursor.takeKeyword("missing") { return isNot ? .isKnown(field) : .not(.isKnown(field)) }
    throw cursor.refusal(expecting: "known or missing")
  }

  private mutating func values(
    of field: ConditionField
  ) throws(ConditionError) -> [ConditionValue] {
    cursor.skipBlanks()
    guard cursor.take("(") else { throw cursor.refusal(expecting: "(") }
    var values: [ConditionValue] = []
    repeat {
      values.append(try value(of: field))
      cursor.skipBlanks()
    } while cursor.take(",")
    guard cursor.take(")") else { throw cursor.refusal(expecting: ", or )") }
    return values
  }

  private mutating func pattern(
    of field: ConditionField, at place: Int
  ) throws(ConditionError) -> ConditionValue {
    guard field.kind == .text else {
      throw cursor.refusal(
        at: place, expecting: "one of < <= = >= > !=, for \(field.name) is a number")
    }
    return try value(of: field)
  }

  private mutating func value(of field: ConditionField) throws(ConditionError) -> ConditionValue {
    cursor.skipBlanks()
    let start = cursor.place
    switch field.kind {
    case .text:
      if let text = try cursor.quotedText() { return .text(text) }
      let word = cursor.word()
      guard !word.isEmpty, !Self.keywords.contains(word.lowercased()) else {
        throw cursor.refusal(at: start, expecting: "a text, in quotation marks if need be")
      }
      return .text(word)
    case .number(let quantity):
      guard let number = Self.number(cursor.word(), quantity) else {
        throw cursor.refusal(at: start, expecting: (quantity ?? .count).example)
      }
      return .number(number)
    }
  }

  /// The number of a text such as `1.5e-3`, `600M` or `5ms`, in SI units.
  private static func number(_ word: String, _ quantity: Quantity?) -> Double? {
    // The longest beginning that is a number: `1e3` is one as a whole, of `5ms` it is 5.
    var digits = word[...]
    while let last = digits.last, !last.isNumber, last != "." { digits.removeLast() }
    guard let number = Double(digits), number.isFinite,
      let unit = UnitSuffix.all[String(word[digits.endIndex...])]
    else { return nil }
    if let quantity, let own = unit.quantity, own != quantity { return nil }
    return number * unit.factor / unit.divisor
  }
}
