import RecordStreams
import ReportPages
import ToolSupport

extension ToolSession {
  /// Writes one page of all inputs.
  mutating func bind(_ options: InputOptions, title: String?) throws {
    var texts: [(text: MarkdownText, input: String, folder: String)] = []
    try eachInput(of: options, choosing: .ending(in: ".md")) { _, input in
      let bytes = try input.openText().readAll(limit: 1 << 26)
      let folder = input.path.flatMap { path in path.lastIndex(of: "/").map { path[...$0] } } ?? ""
      texts.append(
        (MarkdownText(String(decoding: bytes, as: UTF8.self)), input.name, String(folder)))
    }
    guard !texts.isEmpty else { return dropOutput() }
    var page = ReportPage(title: title ?? texts.lazy.compactMap(\.text.title).first ?? "Report")
    for (text, input, folder) in texts {
      try page.add(text) { path, line in
        do {
          return try Picture(at: path, in: folder)
        } catch {
          try refuse(error, at: Place(input, line: line))
          return nil
        }
      }
    }
    try output.write(page.finished())
  }
}

extension Picture {
  /// The most bytes of a picture.
  private static let limit = 1 << 26

  /// Reads the picture of a file in a folder or below it.
  fileprivate init(at path: String, in folder: String) throws {
    guard let kind = Kind(path: path) else {
      throw PictureError(path: path, expectation: "one that ends in .svg or .png")
    }
    guard !path.hasPrefix("/"), !path.split(separator: "/").contains("..") else {
      throw PictureError(path: path, expectation: "one in the folder of the text, or below it")
    }
    guard PathKind(of: folder + path) == .file else {
      throw PictureError(path: path, expectation: "a file")
    }
    self.init(kind, try DescriptorSource(path: folder + path).readAll(limit: Self.limit))
  }
}

/// Why a picture is not bound.
private struct PictureError: Error, CustomStringConvertible {
  let path: String
  let expectation: String

  var description: String { "found the picture \(path); expected \(expectation)" }
}
