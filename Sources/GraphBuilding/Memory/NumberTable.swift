/// Numbers by numbers that are small and mostly taken, such as those of types.
struct NumberTable {
  private var numbers: [Int32] = []

  /// The number of a key, which is not negative; -1 if it has none.
  subscript(key: Int32) -> Int32 {
    get { Int(key) < numbers.count ? numbers[Int(key)] : -1 }
    set {
      let missing = Int(key) + 1 - numbers.count
      if missing > 0 { numbers.append(contentsOf: repeatElement(-1, count: missing)) }
      numbers[Int(key)] = newValue
    }
  }
}
