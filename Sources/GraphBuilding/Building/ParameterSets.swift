/// The weights of the file that each value is made of, by value number.
///
/// Nearly every value is made of none or is one itself, and neither takes a list.
struct ParameterSets {
  /// By value: `none`, the number of one weight, or ``code(ofList:)``.
  private var codes: [Int32] = []
  private var lists: [[Int32]] = []

  private static let none: Int32 = -1
  /// What a value made of more weights than this is counted as: one of its own.
  private static let limit = 64

  private static func code(ofList list: Int) -> Int32 { -2 - Int32(list) }

  /// Forgets everything, and says of so many values that they are made of none.
  mutating func reset(count: Int) {
    codes.reset(to: Self.none, count: count)
    lists.removeAll(keepingCapacity: true)
  }

  /// Says that a value is a weight of the file.
  mutating func setWeight(_ value: Int) {
    codes[value] = Int32(value)
  }

  /// Says that a value is another one under a new name.
  mutating func setAlias(_ value: Int, of other: Int) {
    codes[value] = codes[other]
  }

  /// Says that a value is made of these. What is made of very many weights counts as one of its
  /// own: lists must not add up.
  mutating func setResult(_ value: Int, of operands: ArraySlice<Int32>) {
    var all: [Int32] = []
    for operand in operands where operand >= 0 {
      forEach(of: Int(operand)) { weight in
        if !all.contains(weight) { all.append(weight) }
      }
    }
    switch all.count {
    case 0: codes[value] = Self.none
    case 1: codes[value] = all[0]
    case ...Self.limit:
      codes[value] = Self.code(ofList: lists.count)
      lists.append(all)
    default: codes[value] = Int32(value)
    }
  }

  /// Hands over the weights of a value, each once.
  func forEach(of value: Int, _ body: (Int32) -> Void) {
    let code = codes[value]
    if code >= 0 {
      body(code)
    } else if code != Self.none {
      for weight in lists[Int(-2 - code)] { body(weight) }
    }
  }
}
