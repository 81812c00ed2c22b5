/// Words by which something is looked up, such as all that the outcome of a node depends on. The
/// storage is used for one key after the other.
struct WordKey {
  private var storage: [Int32] = []
  private var count = 0

  /// The words.
  var words: ArraySlice<Int32> { storage[..<count] }

  subscript(index: Int) -> Int32 {
    get { storage[index] }
    set { storage[index] = newValue }
  }

  mutating func removeAll() {
    count = 0
  }

  mutating func append(_ word: Int32) {
    if count < storage.count { storage[count] = word } else { storage.append(word) }
    count += 1
  }
}
