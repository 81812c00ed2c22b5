internal import ByteReading

/// A template whose columns have been found in a file's heading.
struct BoundTemplate: Sendable {
  private enum Part: Sendable {
    case text(String, escaped: [UInt8])
    case column(Int, edits: [TextEdit])
  }

  private var parts: [Part] = []
  private let names: [String: String]
  /// Whether it is text alone.
  let isConstant: Bool

  /// - Parameters:
  ///   - template: The template.
  ///   - columns: The numbers of the columns.
  ///   - file: The path of the file.
  /// - Throws: `LabelError` for a column that is not there.
  init(
    _ template: FieldTemplate, columns: [String: Int], file: String
  ) throws(LabelError) {
    names = template.names
    for part in template.parts {
      switch part {
      case .text(let text): parts.append(.text(text, escaped: JSONText.escaped(text)))
      case .column(let name, let isOptional, let edits):
        if let text = Self.fact(name, of: file) {
          let edited = edits.reduce(text) { $1.applied(to: $0) }
          parts.append(.text(edited, escaped: JSONText.escaped(edited)))
        } else if let column = columns[name] {
          parts.append(.column(column, edits: edits))
        } else if isOptional {
          let text = edits.reduce("") { $1.applied(to: $0) }
          parts.append(.text(text, escaped: JSONText.escaped(text)))
        } else {
          throw .missing(column: name, among: columns)
        }
      }
    }
    isConstant =
      names.isEmpty
      && parts.allSatisfy {
        if case .text = $0 { true } else { false }
      }
  }

  private static func fact(_ name: String, of file: String) -> String? {
    switch name {
    case "file.stem": return LabelFile.stem(of: file)
    case "file.path": return file
    case "file.folder":
      return file.split(separator: "/").dropLast().last.map(String.init) ?? ""
    default: return nil
    }
  }

  /// Appends the text, escaped for JSON, and says whether there was any.
  func append(_ row: borrowing TableRow, to output: inout [UInt8]) throws(LabelError) -> Bool {
    guard names.isEmpty else {
      let text = try text(row)
      output += JSONText.escaped(names[text] ?? text)
      return !text.isEmpty
    }
    let start = output.count
    for part in parts {
      switch part {
      case .text(_, let escaped): output.append(escaped.bytes)
      case .column(let column, let edits):
        guard let field = row.field(column) else { continue }
        if edits.isEmpty {
          guard JSONText.append(row.raw.extracting(field), to: &output) else {
            throw row.refusal("bytes that are not UTF-8; expected UTF-8", at: column)
          }
        } else {
          let text = edits.reduce(row.text(column)) { $1.applied(to: $0) }
          output += JSONText.escaped(text)
        }
      }
    }
    return output.count > start
  }

  /// The whole number that the text is; `nil` for another text.
  func wholeNumber(_ row: borrowing TableRow) throws(LabelError) -> Int? {
    guard parts.count == 1, names.isEmpty, case .column(let column, let edits) = parts[0],
      edits.isEmpty, let field = row.field(column), field.count < 19
    else { return Int(try text(row)) }
    var value = 0
    for position in field {
      let digit = row.bytes[position] &- UInt8(ascii: "0")
      guard digit < 10 else { return Int(try text(row)) }
      value = value * 10 + Int(digit)
    }
    return value
  }

  /// The text, not escaped.
  func text(_ row: borrowing TableRow) throws(LabelError) -> String {
    var text = ""
    for part in parts {
      switch part {
      case .text(let constant, _): text += constant
      case .column(let column, let edits):
        text += edits.reduce(row.text(column)) { $1.applied(to: $0) }
      }
    }
    return text
  }
}

extension LabelError {
  /// The refusal of a file that lacks a column.
  static func missing(column: String, among columns: [String: Int]) -> LabelError {
    let known = columns.sorted { $0.value < $1.value }.map(\.key)
    let shown = known.prefix(20).joined(separator: ", ") + (known.count > 20 ? ", …" : "")
    return LabelError("no column \"\(column)\"; the table has \(shown)")
  }
}
