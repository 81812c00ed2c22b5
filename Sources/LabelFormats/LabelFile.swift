/// A file of labels in memory.
package struct LabelFile: Sendable {
  /// The file as messages and records name it.
  package let name: String
  /// All its bytes.
  package let bytes: [UInt8]

  /// The name without folders and what follows its last point.
  let stem: String

  /// Takes the bytes of a file.
  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
    stem = Self.stem(of: name)
  }

  /// A path's last part, without what follows its last point.
  static func stem(of path: String) -> String {
    let utf8 = path.utf8
    let start =
      utf8.lastIndex(of: UInt8(ascii: "/")).map { utf8.index(after: $0) } ?? utf8.startIndex
    let file = utf8[start...]
    guard let point = file.lastIndex(of: UInt8(ascii: ".")), point > start else {
      return String(path[start...])
    }
    return String(path[start..<point])
  }
}
