import ByteReading

/// Keys that come in sequences which repeat, as the layers of networks do: each is first compared
/// with the one that came after its predecessor the last time.
struct RecurringKeys {
  private var table = ByteTable()
  /// For each key the number of the one that was asked for after it last; -1 if none was.
  private var followers: [Int32] = []
  /// The key that was asked for last.
  private var latest = -1

  /// Roughly the bytes of memory that the keys take.
  var size: Int { table.byteCount + table.count * 28 }

  private var guess: Int { latest < 0 ? -1 : Int(followers[latest]) }

  /// The number of a key, which is a new one if there was no such key.
  mutating func number(of key: RawSpan) -> (number: Int, isNew: Bool) {
    let found = table.number(of: key, guess: guess)
    follow(found.number)
    return found
  }

  /// The number of a key of words, which is a new one if there was no such key.
  mutating func number(of key: WordKey) -> (number: Int, isNew: Bool) {
    let found = table.number(of: key.words, guess: guess)
    follow(found.number)
    return found
  }

  /// The number of a key; `nil` if there is none.
  mutating func find(_ key: RawSpan) -> Int? {
    guard let number = table.find(key, guess: guess) else { return nil }
    follow(number)
    return number
  }

  /// The number of a key that may come several times in a row, of which the sequence has one then;
  /// `nil` if there is none.
  mutating func find(inRow key: RawSpan) -> Int? {
    latest >= 0 && table.has(key, as: latest) ? latest : find(key)
  }

  /// The next number, for a key that nobody will ask for.
  mutating func next() -> Int {
    let number = table.append(RawSpan())
    follow(number)
    return number
  }

  private mutating func follow(_ number: Int) {
    if number == followers.count { followers.append(-1) }
    if latest >= 0 { followers[latest] = Int32(number) }
    latest = number
  }
}
