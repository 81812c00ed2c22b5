package import RecordStreams

/// A folder that a tool writes one file for each input into, and never leaves.
package final class OutputFolder {
  private let path: String
  private var written: Set<String> = []

  /// Names a folder, which is created with the first file.
  package init(path: String) {
    self.path = path
  }

  /// Creates a file at a path below the folder, and the folders on the way.
  ///
  /// Throws ``OutputFolderError`` for a path that would leave the folder or was written before.
  package func file(at relative: String) throws -> AtomicFile {
    let parts = relative.split(separator: "/").filter { $0 != "." }
    guard !parts.isEmpty, !parts.contains("..") else {
      throw OutputFolderError(reason: .leavesFolder, path: relative)
    }
    let file = parts.joined(separator: "/")
    guard written.insert(file).inserted else {
      throw OutputFolderError(reason: .writtenBefore, path: "\(path)/\(file)")
    }
    try Folder.create(([path] + parts.dropLast().map(String.init)).joined(separator: "/"))
    return try AtomicFile(path: "\(path)/\(file)")
  }
}

/// Why a file is not written into a folder.
package struct OutputFolderError: Error, Equatable, CustomStringConvertible {
  enum Reason {
    case leavesFolder, writtenBefore
  }

  let reason: Reason
  let path: String

  /// The reason in words.
  package var description: String {
    switch reason {
    case .leavesFolder: "\(path) would leave the output folder"
    case .writtenBefore: "\(path) was written for another input of the same name"
    }
  }
}

extension InputOptions {
  /// Where the output for an input goes below an output folder: under a file's own name, or, for a
  /// file in a folder or archive that was named, under its path in there.
  func outputPath(for input: ToolInput) -> String {
    if input.name == DescriptorSource.standardInputName { return "stdin" }
    let container = files.filter { input.name.hasPrefix($0.hasSuffix("/") ? $0 : $0 + "/") }
      .max { $0.utf8.count < $1.utf8.count }
    if let container { return String(input.name.dropFirst(container.count)) }
    return input.name.split(separator: "/").last.map(String.init) ?? input.name
  }
}
