/// What the name of a PerfSeer file says: `bs128_s['vggnet', …]_bnum[2, …]`.
struct PerfSeerName: Equatable {
  /// The batch size.
  let batch: Int?
  /// The families of the stages, each once, joined by `+` in the order of the stages.
  let family: String?

  init(path: String) {
    // Bytes, not characters: there are tens of thousands of such files.
    let start = path.utf8.lastIndex(of: UInt8(ascii: "/")).map(path.utf8.index(after:))
    let name = Array(path.utf8[(start ?? path.startIndex)...])
    let digits = name.dropFirst(2).prefix { 0x30...0x39 ~= $0 }
    batch =
      name.starts(with: "bs".utf8)
      ? Int(String(decoding: digits, as: UTF8.self)).flatMap { $0 > 0 ? $0 : nil } : nil
    // The names stand in quotes between the first `_s` and `_bnum`.
    guard let mark = Self.place(of: "_s", in: name[...]).map({ $0 + 2 }),
      let end = Self.place(of: "_bnum", in: name[mark...])
    else {
      family = nil
      return
    }
    let parts = name[mark..<end].split(omittingEmptySubsequences: false) {
      $0 == UInt8(ascii: "'") || $0 == UInt8(ascii: "\"")
    }
    var families: [ArraySlice<UInt8>] = []
    for (index, part) in parts.enumerated() where index % 2 == 1 && !part.isEmpty {
      if !families.contains(part) { families.append(part) }
    }
    let joined = families.joined(separator: "+".utf8)
    family = families.isEmpty ? nil : String(decoding: Array(joined), as: UTF8.self)
  }

  private static func place(of mark: String, in bytes: ArraySlice<UInt8>) -> Int? {
    bytes.indices.first { bytes[$0...].starts(with: mark.utf8) }
  }
}
