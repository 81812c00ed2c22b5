/// A call that a pickle asks for.
package struct PickleCall: Sendable {
  /// Which opcode asks for it.
  package enum Way: Sendable {
    /// `REDUCE`: the callable is called.
    case reduce
    /// `NEWOBJ` and `NEWOBJ_EX`: the class's `__new__` is called.
    case new
    /// `INST` and `OBJ`: the class is called, as Python 2 did with classes of the old kind.
    case instance
  }

  /// Which opcode asks for it.
  package let way: Way
  /// What is to be called.
  package let callee: PickleValue
  /// The arguments: a tuple.
  package let arguments: PickleValue
  /// The keyword arguments: a dictionary, or absent.
  package let keywords: PickleValue
}

/// What becomes of the calls of one class or function: data, made here, and nothing called.
package struct PickleBuilder: Sendable {
  /// Makes the value of a call. It returns `nil` for arguments that the class does not have; the
  /// value is an object that stays data then. What it throws is a `FormatError`.
  package typealias Make =
    @Sendable (inout PickleArena, PickleCall) throws -> PickleValue?

  let names: [PickleClassName]
  let make: Make
  private(set) var build: PickleRecordType.Build?
  /// Whether calls make scalars of numpy's, of which there may be millions.
  private(set) var makesScalars = false

  /// A builder for a class or function.
  ///
  /// - Parameters:
  ///   - modules: The modules that the class is known in, of all versions.
  ///   - name: Its name there.
  ///   - make: Makes the value of a call.
  package init(_ modules: [String], _ name: String, make: @escaping Make) {
    names = modules.map { PickleClassName($0, name) }
    self.make = make
  }

  /// A builder for a class whose name stands for itself, and whose objects stay data.
  package init(_ modules: [String], _ name: String) {
    self.init(modules, name) { _, _ in nil }
  }

  /// The same builder, of which it is known that its calls make scalars of numpy's.
  func makingScalars() -> PickleBuilder {
    var builder = self
    builder.makesScalars = true
    return builder
  }

  /// The same builder, with what `BUILD` does with an object of the class that stayed data: it may
  /// turn it into a record.
  package func building(_ build: @escaping PickleRecordType.Build) -> PickleBuilder {
    var builder = self
    builder.build = build
    return builder
  }
}

/// The classes and functions that one library's builders know, and the types of their values.
package struct PickleFamily: Sendable {
  let builders: [PickleBuilder]
  let types: [PickleRecordType]

  /// Puts builders together.
  package init(_ builders: [PickleBuilder], types: [PickleRecordType] = []) {
    self.builders = builders
    self.types = types
  }
}
