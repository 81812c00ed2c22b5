internal import GRDB

/// Numbers for the groups that rows fall into, given in the order in which the groups are met.
///
/// A group is told from the first column on: the values of a column get numbers, and so does each
/// pair of a group of the columns before and a value of the next.
struct GroupNumbers {
  struct Column {
    var last: DatabaseValue?
    var lastNumber = 0
    var numbers: [DatabaseValue: Int] = [:]
    var values: [DatabaseValue] = []
    var pairs: [Int: Int] = [:]
    /// Of each pair the group before and the value.
    var parts: [(group: Int, value: Int)] = []
  }

  private var columns: [Column]

  init(columns: Int) {
    self.columns = Array(repeating: Column(), count: columns)
  }

  /// How many groups there are.
  var count: Int { columns.last.map(\.parts.count) ?? 0 }

  /// The number of the group of a row, whose first columns make the group.
  mutating func number(of row: Row) -> Int {
    var group = 0
    for index in columns.indices {
      group = columns[index].group(of: row[index] as DatabaseValue, after: group)
    }
    return group
  }

  /// The values that rows of a group share.
  func values(of group: Int) -> [DatabaseValue] {
    var group = group
    var values: [DatabaseValue] = []
    for column in columns.reversed() {
      let part = column.parts[group]
      values.append(column.values[part.value])
      group = part.group
    }
    return values.reversed()
  }
}

extension GroupNumbers.Column {
  fileprivate mutating func group(of value: DatabaseValue, after group: Int) -> Int {
    let number = number(of: value)
    let pair = group << 32 | number
    if let known = pairs[pair] { return known }
    pairs[pair] = parts.count
    parts.append((group, number))
    return parts.count - 1
  }

  private mutating func number(of value: DatabaseValue) -> Int {
    // Neighbours are often equal.
    if let last, last == value { return lastNumber }
    last = value
    lastNumber = numbers[value] ?? values.count
    if lastNumber == values.count {
      numbers[value] = lastNumber
      values.append(value)
    }
    return lastNumber
  }
}
