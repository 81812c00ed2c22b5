/// Reads the words of a condition from left to right.
struct ConditionCursor {
  private let characters: [Character]
  private(set) var place = 0

  init(_ text: String) {
    characters = Array(text)
  }

  var isAtEnd: Bool { place == characters.count }

  mutating func skipBlanks() {
    while place < characters.count, characters[place].isWhitespace { place += 1 }
  }

  /// Takes a mark such as `<=` if it stands here.
  mutating func take(_ mark: String) -> Bool {
    guard characters[place...].starts(with: mark) else { return false }
    place += mark.count
    return true
  }

  /// Takes one of the words that join conditions, in letters of any case, if it stands here.
  mutating func takeKeyword(_ keyword: String) -> Bool {
    let start = place
    guard word().lowercased() == keyword else {
      place = start
      return false
    }
    return true
  }

  /// Takes everything up to a blank, bracket, comma, quotation mark or relation; may be nothing.
  mutating func word() -> String {
    let start = place
    while place < characters.count, !Self.ends(characters[place]) { place += 1 }
    return String(characters[start..<place])
  }

  /// Takes text in quotation marks, in which a doubled mark stands for one; `nil` if none begins.
  mutating func quotedText() throws(ConditionError) -> String? {
    guard place < characters.count, characters[place] == "'" || characters[place] == "\"" else {
      return nil
    }
    let (start, mark) = (place, characters[place])
    var text = ""
    place += 1
    while place < characters.count {
      if characters[place] == mark {
        place += 1
        guard place < characters.count, characters[place] == mark else { return text }
      }
      text.append(characters[place])
      place += 1
    }
    throw refusal(at: start, expecting: "a closing \(mark)")
  }

  /// The refusal of what stands at a place, or here.
  func refusal(at start: Int? = nil, expecting expected: String) -> ConditionError {
    let start = start ?? place
    var rest = ConditionCursor(String(characters[start...].prefix(24)))
    let word = rest.word()
    let found = word.isEmpty ? String(characters[start...].prefix(1)) : word
    return ConditionError(
      position: start + 1, found: found.isEmpty ? "the end" : "\"\(found)\"", expected: expected)
  }

  private static func ends(_ character: Character) -> Bool {
    character.isWhitespace || "()<>=!~,'\"".contains(character)
  }
}
