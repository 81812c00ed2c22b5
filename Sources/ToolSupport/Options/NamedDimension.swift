internal import ArgumentParser

/// `name=8` on the command line.
package struct NamedDimension: ExpressibleByArgument {
  /// The dimension's name.
  package let name: String
  /// Its size, from 1.
  package let size: Int

  package init?(argument: String) {
    guard let sign = argument.lastIndex(of: "="), sign > argument.startIndex,
      let size = Int(argument[argument.index(after: sign)...]), size > 0
    else { return nil }
    name = String(argument[..<sign])
    self.size = size
  }
}
