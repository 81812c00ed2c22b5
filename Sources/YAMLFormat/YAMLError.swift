internal import Yams

/// Why bytes are no YAML document that can be read.
package struct YAMLError: Error, Equatable, Sendable {
  /// The line, from 1, where it is known.
  package let line: Int?
  /// What is wrong.
  package let reason: String

  init(line: Int?, reason: String) {
    self.line = line
    self.reason = reason
  }

  /// Takes over what the parser says.
  init(_ error: any Error) {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _)?, .parser(_, let problem, let mark, _)?,
      .composer(_, let problem, let mark, _)?:
      self.init(line: mark.line, reason: problem)
    case .reader(problem: let problem, _, _, _)?: self.init(line: nil, reason: problem)
    case .duplicatedKeysInMapping(let keys, _)?:
      self.init(line: nil, reason: "keys that come twice: \(keys.sorted().joined(separator: ", "))")
    default: self.init(line: nil, reason: "no YAML document")
    }
  }
}

extension YAMLError: CustomStringConvertible {
  /// One line; the file is the caller's to name.
  package var description: String { (line.map { "line \($0): " } ?? "") + reason }
}
