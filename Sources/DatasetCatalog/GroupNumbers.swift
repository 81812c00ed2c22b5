internal import GRDB

/// How a column of a group stands in the rows of a question.
enum GroupColumn {
  /// A whole number or NULL.
  case key
  /// The place of a text among a few that are known; -1 for any other, which then stands in the
  /// column of this index.
  case coded([DatabaseValue], text: Int)
  /// Any value.
  case value
}

/// Numbers for the groups that rows fall into, given in the order in which the groups are met.
///
/// A group is told from one column after the other: the values of a column get numbers, and so does
/// each pair of a group of the columns before and a value of the next. Columns of a few known texts
/// come first, for neighbours agree in them.
struct GroupNumbers {
  private var columns: [GroupValues] = []
  private let forms: [GroupColumn]
  /// The columns in the order in which groups are told apart.
  private let order: [Int]

  init(_ forms: [GroupColumn]) {
    self.forms = forms
    let isCoded = forms.map { if case .coded = $0 { true } else { false } }
    order = forms.indices.filter { isCoded[$0] } + forms.indices.filter { !isCoded[$0] }
    columns = forms.map { _ in GroupValues() }
  }

  /// How many groups there are.
  var count: Int { order.last.map { columns[$0].count } ?? 0 }

  /// The number of the group of a row, whose first columns make the group.
  mutating func number(of row: Row) -> Int {
    var group = 0
    for index in order {
      switch forms[index] {
      case .key:
        let key: Int64? = row[index]
        group = columns[index].group(ofCode: key ?? .min, after: group) {
          key?.databaseValue ?? .null
        }
      case .coded(let words, let text):
        let place: Int64 = row[index]
        group =
          place < 0
          ? columns[index].group(of: row[text], after: group)
          : columns[index].group(ofCode: place, after: group) { words[Int(place)] }
      case .value: group = columns[index].group(of: row[index], after: group)
      }
    }
    return group
  }

  /// The values that rows of a group share, in the order of the columns.
  func values(of group: Int) -> [DatabaseValue] {
    var group = group
    var values = Array(repeating: DatabaseValue.null, count: forms.count)
    for index in order.reversed() {
      (group, values[index]) = columns[index].part(of: group)
    }
    return values
  }
}

/// The values of one column, and the groups that they make with those of the columns before.
private struct GroupValues {
  private var lastCode: (code: Int64, number: Int)?
  private var lastValue: (value: DatabaseValue, number: Int)?
  private var codes: [Int64: Int] = [:]
  private var numbers: [DatabaseValue: Int] = [:]
  private var values: [DatabaseValue] = []
  private var pairs: [Int: Int] = [:]
  /// Of each pair the group before and the value.
  private var parts: [(group: Int, value: Int)] = []
  /// The pairs that were looked up last, each at a place of its own.
  private var recent = Array(repeating: (pair: -1, group: 0), count: Self.recentCount)

  private static let recentCount = 256

  /// How many groups there are.
  var count: Int { parts.count }

  /// The group before and the value that make a group.
  func part(of group: Int) -> (group: Int, value: DatabaseValue) {
    (parts[group].group, values[parts[group].value])
  }

  mutating func group(
    ofCode code: Int64, after group: Int, meaning value: () -> DatabaseValue
  ) -> Int {
    if let lastCode, lastCode.code == code { return pair(group, lastCode.number) }
    let number = codes[code] ?? number(of: value())
    codes[code] = number
    lastCode = (code, number)
    return pair(group, number)
  }

  mutating func group(of value: DatabaseValue, after group: Int) -> Int {
    // Neighbours are often equal.
    if let lastValue, lastValue.value == value { return pair(group, lastValue.number) }
    let number = number(of: value)
    lastValue = (value, number)
    return pair(group, number)
  }

  private mutating func number(of value: DatabaseValue) -> Int {
    if let number = numbers[value] { return number }
    numbers[value] = values.count
    values.append(value)
    return values.count - 1
  }

  private mutating func pair(_ group: Int, _ number: Int) -> Int {
    let pair = group << 32 | number
    let place = (group &* 37 &+ number) & (Self.recentCount - 1)
    if recent[place].pair == pair { return recent[place].group }
    let known = pairs[pair] ?? parts.count
    if known == parts.count {
      pairs[pair] = known
      parts.append((group, number))
    }
    recent[place] = (pair, known)
    return known
  }
}
