internal import ByteReading

extension PickleFamily {
  /// The types of Python's `pathlib`.
  package static let paths = PickleFamily(
    ["PosixPath", "PurePosixPath", "WindowsPath", "PureWindowsPath", "PurePath", "Path"].map {
      name in
      let separator: Character = name.hasSuffix("WindowsPath") ? "\\" : "/"
      return PickleBuilder(["pathlib", "pathlib._local"], name) { arena, call in
        let arguments = arena.arguments(of: call)
        let parts = arguments.compactMap { arena.string($0) }
        guard parts.count == arguments.count else { return nil }
        var path = ""
        for part in parts {
          if let last = path.last, last != separator { path.append(separator) }
          path += part
        }
        let fields = [try arena.makeText(path), try arena.makeText(name)]
        return try arena.makeRecord(.path, fields)
      }
    }, types: [.path])
}

extension PickleRecordType {
  /// A path of `pathlib`: its text, and the name of its class.
  package static let path = PickleRecordType(18, "path", fields: ["type"])
}
