/// Which files of a folder and members of an archive a tool takes. A file that is named on the
/// command line is taken whatever it is called.
package struct InputChoice: Sendable {
  /// What is looked for, in the words of a message: `holds no …`.
  let expectation: String
  /// Whether a path is one of them.
  let contains: @Sendable (String) -> Bool
  /// Whether a file that begins with these bytes is taken as it is, though it is an archive.
  var keepsWhole: @Sendable (RawSpan) -> Bool = { _ in false }

  /// The same files, of which those that begin in a certain way are taken as they are, though they
  /// are archives.
  package func keepingWhole(where isWhole: @escaping @Sendable (RawSpan) -> Bool) -> InputChoice {
    var choice = self
    choice.keepsWhole = isWhole
    return choice
  }

  /// Every file.
  package static let all = InputChoice(expectation: "file") { _ in true }

  /// Files of this name, in whatever folder.
  package static func named(_ name: String) -> InputChoice {
    InputChoice(expectation: name) { $0 == name || $0.hasSuffix("/" + name) }
  }

  /// Files whose name ends so, such as `.onnx`.
  package static func ending(in suffixes: String...) -> InputChoice { ending(in: suffixes) }

  /// Files whose name ends so, such as `.onnx`.
  package static func ending(in suffixes: [String]) -> InputChoice {
    ending(in: suffixes) { _ in true }
  }

  /// Files whose name ends so, as far as the name as a whole fits, too.
  package static func ending(
    in suffixes: [String], where fits: @escaping @Sendable (String) -> Bool
  ) -> InputChoice {
    InputChoice(expectation: suffixes.map { "*" + $0 }.joined(separator: " or ")) { path in
      suffixes.contains { path.hasSuffix($0) } && fits(path)
    }
  }
}
