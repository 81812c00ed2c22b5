/// The weights of the file that a value is made of, by value number.
///
/// Nearly every value is made of none or is one itself, and neither takes a list.
enum ParameterSet: Sendable, Equatable {
  case none
  case one(Int32)
  case several([Int32])

  var isEmpty: Bool { self == .none }

  var count: Int {
    switch self {
    case .none: 0
    case .one: 1
    case .several(let numbers): numbers.count
    }
  }

  func forEach(_ body: (Int32) -> Void) {
    switch self {
    case .none: break
    case .one(let number): body(number)
    case .several(let numbers): for number in numbers { body(number) }
    }
  }

  mutating func insert(_ number: Int32) {
    switch self {
    case .none: self = .one(number)
    case .one(number): break
    case .one(let other): self = .several([other, number])
    case .several(var numbers):
      if numbers.contains(number) { return }
      self = .none
      numbers.append(number)
      self = .several(numbers)
    }
  }
}
