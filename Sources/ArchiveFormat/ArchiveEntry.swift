/// An entry of an archive, as its header describes it.
package struct ArchiveEntry: Sendable, Equatable {
  /// What an entry is.
  package enum Kind: Sendable, Equatable {
    case file, folder, link, other
  }

  /// The name, without a leading `./`. It may be absolute or climb with `..`: it is a key to look
  /// things up with, never a path to write to.
  package let name: String
  /// What the entry is.
  package let kind: Kind
  /// The number of bytes that the header claims, if it claims one.
  package let size: Int?
  /// Whether the entry's bytes are encrypted.
  package let isEncrypted: Bool
  /// Whether zeros have been left out of the entry's bytes.
  let isSparse: Bool

  /// A name that a header gives without its leading `./`, however often that stands there; a name of
  /// nothing else keeps the last.
  static func plainName(_ name: String) -> String {
    guard name.utf8.first == UInt8(ascii: ".") else { return name }
    var rest = name.utf8[...]
    while rest.starts(with: "./".utf8) {
      let next = rest.dropFirst(2)
      guard !next.isEmpty else { break }
      rest = next
    }
    return rest.startIndex == name.startIndex ? name : String(Substring(rest))
  }
}
