/// The formats that graphs are written in.
package enum DrawingFormat: String, Sendable, CaseIterable {
  case svg, png, html, dot, graphml

  /// The format that a file's name ends with; `nil` if that is none.
  package init?(ofFile name: String) {
    guard let dot = name.lastIndex(of: ".") else { return nil }
    switch name[name.index(after: dot)...].lowercased() {
    case "htm": self = .html
    case "gv": self = .dot
    case let ending: self.init(rawValue: ending)
    }
  }
}
