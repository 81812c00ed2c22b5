/// Dictionaries that are laid out alike, of which a dataset holds hundreds of thousands.
extension PickleArena {
  /// A number that tells where the items of a dictionary lie: two dictionaries that have the same one
  /// hold the same. `nil` for what is no dictionary, or an empty one.
  package func layoutNumber(of dictionary: PickleValue) -> Int? {
    guard let node = node(dictionary, of: .dict), !node.hasGrown, node.count > 0 else { return nil }
    return node.start << 24 | node.count
  }

  /// Takes the values of a dictionary with these keys, the same objects in the same order, and no
  /// others.
  ///
  /// - Parameters:
  ///   - dictionary: The dictionary.
  ///   - keys: Its keys.
  ///   - values: Takes as many values.
  /// - Returns: False if it is another one; nothing is taken then.
  package func takeValues(
    of dictionary: PickleValue, keys: [PickleValue], into values: inout [PickleValue]
  ) -> Bool {
    guard let entries = entries(dictionary), entries.count == keys.count,
      values.count >= keys.count
    else { return false }
    for index in keys.indices where entries[index].key != keys[index] { return false }
    for index in keys.indices { values[index] = entries[index].value }
    return true
  }

  /// Takes the numbers of a dictionary with these keys, the same objects in the same order, and no
  /// others.
  ///
  /// - Parameters:
  ///   - dictionary: The dictionary.
  ///   - keys: Its keys.
  ///   - numbers: Takes as many numbers.
  ///   - start: From which place on it takes them.
  /// - Returns: False if it is another one, or holds what is neither a small integer nor a finite
  ///   floating-point number; some numbers may be taken then.
  package func takeNumbers(
    of dictionary: PickleValue, keys: [PickleValue], into numbers: inout [Double], at start: Int
  ) -> Bool {
    guard let entries = entries(dictionary), entries.count == keys.count,
      numbers.count - start >= keys.count
    else { return false }
    for index in keys.indices {
      let (key, value) = entries[index]
      guard key == keys[index] else { return false }
      if value.tag == .small {
        numbers[start + index] = Double(value.small)
      } else if let number = double(value), number.isFinite {
        numbers[start + index] = number
      } else {
        return false
      }
    }
    return true
  }
}
