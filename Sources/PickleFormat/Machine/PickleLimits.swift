/// What reading a pickle may take, whatever the file says.
package struct PickleLimits: Sendable, Equatable {
  /// The bytes of memory that the values of one pickle may take, the input not counted.
  package var memory: Int
  /// The items that the lists, tuples, dictionaries and sets of one pickle may hold together.
  package var items: Int
  /// How deep values may lie in each other when they are written.
  package var depth: Int
  /// The bytes of JSON that one pickle may become.
  package var output: Int

  /// Limits that honest files of many gigabytes keep.
  package init(
    memory: Int = PickleLimits.defaultMemory, items: Int = PickleLimits.defaultItems,
    depth: Int = PickleLimits.defaultDepth, output: Int = PickleLimits.defaultOutput
  ) {
    self.memory = memory
    self.items = items
    self.depth = depth
    self.output = output
  }

  /// 8 GiB.
  package static let defaultMemory = 1 << 33
  /// A billion.
  package static let defaultItems = 1_000_000_000
  /// Four million.
  package static let defaultDepth = 4_000_000
  /// 64 GiB.
  package static let defaultOutput = 1 << 36
}

/// A limit was reached while a pickle was written.
package struct PickleLimitError: Error, Equatable, CustomStringConvertible {
  /// Which limit, and the option that sets it.
  package let description: String

  /// Names a limit.
  package init(description: String) {
    self.description = description
  }
}
