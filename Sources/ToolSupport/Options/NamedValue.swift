internal import ArgumentParser

/// `name=value` on the command line.
package struct NamedValue: ExpressibleByArgument {
  /// What stands before the first equals sign; not empty.
  package let name: String
  /// What stands behind it.
  package let value: String

  /// Reads an argument; `nil` where it has no name.
  package init?(argument: String) {
    guard let sign = argument.firstIndex(of: "="), sign > argument.startIndex else { return nil }
    name = String(argument[..<sign])
    value = String(argument[argument.index(after: sign)...])
  }
}
