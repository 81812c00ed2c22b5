/// A class or function as a pickle names it.
package struct PickleClassName: Hashable, Sendable {
  /// The module, with dots.
  package let module: String
  /// The name in the module; dots lead to attributes of attributes.
  package let name: String

  /// Names a class or function.
  package init(_ module: String, _ name: String) {
    self.module = module
    self.name = name
  }
}

extension PickleClassName: CustomStringConvertible {
  /// `module.Name`.
  package var description: String { "\(module).\(name)" }
}

/// A class or function that a pickle has named, and what this reader makes of it.
struct PickleGlobal {
  let name: PickleClassName
  /// What calls of it become; `nil` for those that stay data.
  let builder: PickleBuilder?
  /// Whether calls make scalars of numpy's, of which there may be millions.
  let makesScalars: Bool
}
