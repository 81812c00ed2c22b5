/// Text with columns in it: `models/{name}.onnx`, `{device,,}-fp32`, `{file.stem%_*}`.
///
/// `{{` and `}}` stand for braces. A column with a question mark behind its name may be missing in a
/// file. Besides columns there are `file.stem`, `file.folder` and `file.path`, and for the members of
/// a JSON object `key`.
struct FieldTemplate: Sendable, Equatable {
  enum Part: Sendable, Equatable {
    case text(String)
    case column(String, isOptional: Bool, edits: [TextEdit])
  }

  private(set) var parts: [Part] = []
  /// What whole texts are replaced by, such as codes by names.
  var names: [String: String] = [:]

  /// Reads a template; `nil` if a brace is alone or an edit is none.
  init?(_ text: String) {
    var rest = text[...]
    var plain = ""
    while let character = rest.popFirst() {
      if character == "{" || character == "}", rest.first == character {
        rest.removeFirst()
        plain.append(character)
      } else if character == "{" {
        guard let end = rest.firstIndex(of: "}"), end > rest.startIndex else { return nil }
        if !plain.isEmpty { parts.append(.text(plain)) }
        plain = ""
        guard let part = Self.column(rest[..<end]) else { return nil }
        parts.append(part)
        rest = rest[rest.index(after: end)...]
      } else if character == "}" {
        return nil
      } else {
        plain.append(character)
      }
    }
    if !plain.isEmpty || parts.isEmpty { parts.append(.text(plain)) }
  }

  /// A template of one column, whatever its name holds.
  init(column: String) {
    parts = [.column(column, isOptional: false, edits: [])]
  }

  private static func column(_ text: Substring) -> Part? {
    let name = text.prefix { !"%#,?/:".contains($0) }
    var rest = text.dropFirst(name.count)
    let isOptional = rest.first == "?"
    if isOptional { rest.removeFirst() }
    guard !name.isEmpty, let edits = TextEdit.edits(rest) else { return nil }
    return .column(String(name), isOptional: isOptional, edits: edits)
  }

  /// The columns of the table that it names.
  var columns: [(name: String, isOptional: Bool)] {
    parts.compactMap { part in
      guard case .column(let name, let isOptional, _) = part else { return nil }
      return name.hasPrefix("file.") ? nil : (name, isOptional)
    }
  }
}
