/// Words by which something is looked up, such as all that the outcome of a node depends on. The
/// storage is used for one key after the other.
struct WordKey {
  private var storage: [Int32] = []
  private var count = 0

  /// The words.
  var words: ArraySlice<Int32> { storage[..<count] }

  mutating func removeAll() {
    count = 0
  }

  /// Takes so many words in place of those before. They are written through the span, which costs
  /// one look at the storage for all of them.
  @_lifetime(&self)
  mutating func refill(_ count: Int) -> MutableSpan<Int32> {
    let missing = count - storage.count
    if missing > 0 { storage.append(contentsOf: repeatElement(0, count: missing)) }
    self.count = count
    return storage.mutableSpan
  }

  mutating func append(_ word: Int32) {
    if count < storage.count { storage[count] = word } else { storage.append(word) }
    count += 1
  }
}
