/// Comma-separated values as RFC 4180 has them.
package enum CSVText {
  /// A text as a field: in quotation marks where need be, quotation marks doubled.
  package static func field(_ text: String) -> String {
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
