/// A pattern in which `*` stands for any text and `?` for any character.
package struct GlobPattern: Sendable {
  private let parts: [Character]

  /// Takes a pattern.
  package init(_ text: String) {
    parts = Array(text)
  }

  /// Whether the whole of a text fits: back to the last `*` where a later part does not, which takes
  /// as many steps as both are long together for each `*`, and no more.
  package func fits(_ text: String) -> Bool {
    let text = Array(text)
    var (place, part) = (0, 0)
    var star: (part: Int, place: Int)?
    while place < text.count {
      if part < parts.count, parts[part] == "*" {
        star = (part, place)
        part += 1
      } else if part < parts.count, parts[part] == "?" || parts[part] == text[place] {
        place += 1
        part += 1
      } else if let last = star {
        star = (last.part, last.place + 1)
        (part, place) = (last.part + 1, last.place + 1)
      } else {
        return false
      }
    }
    return parts[part...].allSatisfy { $0 == "*" }
  }
}
