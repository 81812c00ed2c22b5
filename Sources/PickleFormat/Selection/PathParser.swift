/// Reads the text of a ``PickleSelection``.
struct PathParser {
  private let text: [Character]
  private var position = 0

  init(_ path: String) {
    text = Array(path)
  }

  mutating func steps() throws(PickleSelectionError) -> [PickleSelection.Step] {
    var steps: [PickleSelection.Step] = []
    if let first = next, !".[@".contains(first) { steps.append(.name(name())) }
    while let character = next {
      position += 1
      switch character {
      case ".":
        let name = name()
        guard !name.isEmpty else { throw unexpected("a name") }
        steps.append(.name(name))
      case "@":
        let name = name()
        guard let part = PickleSelection.Part(rawValue: name) else {
          let parts = PickleSelection.Part.allCases.map(\.rawValue).joined(separator: ", ")
          throw unexpected("one of \(parts)")
        }
        steps.append(.part(part))
      case "[":
        steps.append(.key(try key(depth: 0)))
        try expect("]")
      default:
        position -= 1
        throw unexpected("'.', '[' or '@'")
      }
    }
    return steps
  }

  private var next: Character? { position < text.count ? text[position] : nil }

  private mutating func name() -> String {
    let start = position
    while let character = next, !".[@".contains(character) { position += 1 }
    return String(text[start..<position])
  }

  private mutating func key(depth: Int) throws(PickleSelectionError) -> PickleSelection.Key {
    skipSpaces()
    guard let first = next, depth < 16 else { throw unexpected("a key") }
    if first == "'" || first == "\"" { return .text(try quoted(first)) }
    if first == "(" { return .tuple(try tuple(depth: depth)) }
    let start = position
    while let character = next, !",])".contains(character) { position += 1 }
    let word = String(text[start..<position]).trimmed
    switch word {
    case "None": return .none
    case "True": return .bool(true)
    case "False": return .bool(false)
    default:
      guard let number = Int(word) else {
        position = start
        throw unexpected("a whole number, a text in quotes or a tuple")
      }
      return .int(number)
    }
  }

  private mutating func quoted(_ quote: Character) throws(PickleSelectionError) -> String {
    position += 1
    var result = ""
    while let character = next, character != quote {
      position += 1
      if character == "\\", let escaped = next {
        position += 1
        result.append(escaped)
      } else {
        result.append(character)
      }
    }
    try expect(quote)
    return result
  }

  private mutating func tuple(
    depth: Int
  ) throws(PickleSelectionError) -> [PickleSelection.Key] {
    position += 1
    var keys: [PickleSelection.Key] = []
    skipSpaces()
    while let character = next, character != ")" {
      keys.append(try key(depth: depth + 1))
      skipSpaces()
      if next == "," { position += 1 }
      skipSpaces()
    }
    try expect(")")
    return keys
  }

  private mutating func skipSpaces() {
    while next == " " { position += 1 }
  }

  private mutating func expect(_ character: Character) throws(PickleSelectionError) {
    skipSpaces()
    guard next == character else { throw unexpected("'\(character)'") }
    position += 1
  }

  private func unexpected(_ expected: String) -> PickleSelectionError {
    let found = next.map { "'\($0)'" } ?? "the end"
    return PickleSelectionError(
      "\(String(text)): character \(position + 1) is \(found), expected \(expected)")
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self[...]
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
