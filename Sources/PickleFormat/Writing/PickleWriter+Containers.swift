extension PickleWriter {
  /// A container whose items are being written.
  struct Container {
    enum Kind {
      case tuple, list, dictionary, set, frozenSet
    }

    let kind: Kind
    /// The values that it consists of; of a dictionary keys and values.
    let count: Int
    /// The values that are put into it at a time, as many as CPython does; 0 if it is made at once.
    let batch: Int
    var written = 0

    /// The values of an item: the two of a dictionary's entry, or one.
    var itemSize: Int { kind == .dictionary ? 2 : 1 }
  }

  /// Begins a tuple of so many items, which come next.
  package mutating func beginTuple(_ count: Int) { begin(.tuple, count) }

  /// Begins a list of so many items, which come next.
  package mutating func beginList(_ count: Int) { begin(.list, count) }

  /// Begins a dictionary of so many entries, whose keys and values come next in turn.
  package mutating func beginDictionary(_ count: Int) { begin(.dictionary, 2 * count) }

  /// Begins a set of so many items, which come next.
  package mutating func beginSet(_ count: Int) { begin(.set, count) }

  /// Begins a frozen set of so many items, which come next.
  package mutating func beginFrozenSet(_ count: Int) { begin(.frozenSet, count) }

  // MARK: Parts

  private mutating func begin(_ kind: Container.Kind, _ count: Int) {
    precondition(count >= 0, "a container of \(count) items")
    beginItem()
    switch (kind, version) {
    case (.tuple, _):
      if count > 3 { frame.append(0x28) }
    case (.list, _): frame.append(0x5D)
    case (.dictionary, _): frame.append(0x7D)
    case (.set, .four): frame.append(0x8F)
    case (.frozenSet, .four): frame.append(0x28)
    // Protocol 2 calls the class with a list.
    case (.set, .two), (.frozenSet, .two):
      appendClass("__builtin__", kind == .set ? "set" : "frozenset")
      frame.append(0x5D)
    }
    let isMadeAtOnce = kind == .tuple || kind == .frozenSet && version == .four
    let batch = kind == .dictionary ? 2000 : 1000
    open.append(Container(kind: kind, count: count, batch: isMadeAtOnce ? 0 : batch))
    endCompleted()
  }

  /// Opens a batch where one is due.
  mutating func beginItem() {
    guard let last = open.last, last.batch > 0, last.written.isMultiple(of: last.batch),
      last.count - last.written > last.itemSize || last.kind == .set && version == .four
    else { return }
    frame.append(0x28)
  }

  /// Counts a value that is complete, and ends the batches and containers that are complete with it.
  mutating func endItem() {
    guard !open.isEmpty else { return }
    open[open.count - 1].written += 1
    endBatch()
    endCompleted()
  }

  private mutating func endBatch() {
    guard let last = open.last, last.batch > 0,
      last.written == last.count || last.written.isMultiple(of: last.batch)
    else { return }
    // How long the batch was that ends here.
    let length = (last.written - 1) % last.batch + 1
    let isSingle = length == last.itemSize
    switch (last.kind, version) {
    case (.dictionary, _): frame.append(isSingle ? 0x73 : 0x75)
    case (.set, .four): frame.append(0x90)
    default: frame.append(isSingle ? 0x61 : 0x65)
    }
  }

  private mutating func endCompleted() {
    while let last = open.last, last.written == last.count {
      open.removeLast()
      switch (last.kind, version) {
      case (.tuple, _):
        let codes: [UInt8] = [0x29, 0x85, 0x86, 0x87]
        frame.append(last.count < 4 ? codes[last.count] : 0x74)
      case (.frozenSet, .four): frame.append(0x91)
      case (.set, .two), (.frozenSet, .two):
        frame.append(0x85)
        frame.append(0x52)
      default: break
      }
      guard !open.isEmpty else { return }
      open[open.count - 1].written += 1
      endBatch()
    }
  }
}
