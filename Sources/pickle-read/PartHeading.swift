/// The lines that say which pickle is listed next, where that is not plain.
struct PartHeading {
  /// The only file that is named: its own pickles need no name.
  private let onlyFile: String?

  init(_ files: [String]) {
    onlyFile = files.count > 1 ? nil : files.first ?? "-"
  }

  /// The line before a pickle, if it takes one: `# model.pt: archive/data.pkl: byte 64`, the byte
  /// counted in the file, or in what was unpacked.
  ///
  /// - Parameters:
  ///   - file: The input.
  ///   - part: The part of it.
  ///   - place: Where the pickle begins.
  /// - Returns: The line with its newline; `nil` for the pickles of the only file.
  func line(_ file: String, _ part: String?, at place: Int) -> String? {
    if part == nil, file == onlyFile || onlyFile == "-" { return nil }
    return "# " + [file, part].compactMap { $0 }.joined(separator: ": ") + ": byte \(place)\n"
  }
}
