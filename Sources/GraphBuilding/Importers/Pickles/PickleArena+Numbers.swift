package import PickleFormat

extension PickleArena {
  /// The value of an integer, a float or a scalar of NumPy; `nil` for all else. A truth value is no
  /// number here.
  package func realNumber(_ value: PickleValue) -> Double? {
    bool(value) == nil ? number(value) : nil
  }

  /// The numbers of a list, tuple or array; `nil` for what is none, or holds something else.
  func figures(_ value: PickleValue) -> [Double]? {
    guard let items = items(value) else { return PickledArray(value, in: self)?.values }
    var numbers: [Double] = []
    numbers.reserveCapacity(items.count)
    for index in items.indices {
      guard let number = realNumber(items[index]), number.isFinite else { return nil }
      numbers.append(number)
    }
    return numbers
  }

  /// The whole numbers of a list, tuple or array; `nil` for what is none, or holds something else.
  func integers(_ value: PickleValue) -> [Int]? {
    guard let numbers = figures(value) else { return nil }
    let integers = numbers.compactMap { Int(exactly: $0) }
    return integers.count == numbers.count ? integers : nil
  }
}
