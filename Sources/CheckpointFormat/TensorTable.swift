package import ByteReading
internal import NumPyFormat
package import PickleFormat

/// The tensors and arrays of a saved object, by the ways that lead to them.
///
/// Keys of dictionaries, positions in lists and names of attributes are put together with dots, as
/// torch does in its state dictionaries; the parts of a saved module are named as its own
/// `state_dict` would name them. A tensor that two ways lead to has two names and is written twice,
/// since safetensors has no tensors that share bytes.
package struct TensorTable: Sendable {
  /// The tensors in the order in which they were met.
  package private(set) var tensors: [TensorView] = []
  /// Tensors that safetensors has no type for, or whose bytes are not there, and why.
  package private(set) var leftOut: [(name: String, reason: String)] = []
  /// The values that are no tensors: numbers, texts and the like.
  package private(set) var others = 0

  private var open: Set<PickleValue> = []
  private var names: Set<String> = []
  private var visited = 0

  private static let depthLimit = 256
  private static let visitLimit = 10_000_000

  /// Gathers the tensors below the root.
  ///
  /// - Parameter arena: A saved object.
  /// - Throws: Where two ways have one name, and past limits on depth and number.
  package init(_ arena: borrowing PickleArena) throws(FormatError) {
    try visit(arena.root, name: "", depth: 0, arena)
  }

  private mutating func visit(
    _ value: PickleValue, name: String, depth: Int, _ arena: borrowing PickleArena
  ) throws(FormatError) {
    visited += 1
    guard visited <= Self.visitLimit, depth <= Self.depthLimit else {
      throw FormatError(
        .overLimit(
          visited > Self.visitLimit
            ? "more than \(Self.visitLimit) values on the way to tensors"
            : "tensors more than \(Self.depthLimit) deep"), at: 0
      )
      .inside(name)
    }
    if try add(value, name: name, arena) { return }
    let kind = arena.kind(of: value)
    guard
      kind == .object || kind == .record || arena.entries(value) != nil
        || arena.items(value) != nil
    else {
      others += 1
      return
    }
    guard open.insert(value).inserted else { return }
    defer { open.remove(value) }
    if kind == .object {
      try visitAttributes(of: value, name: name, depth: depth, arena)
    } else if let entries = arena.entries(value) {
      try visitEntries(value, entries.count, name: name, depth: depth, arena)
    } else if let items = arena.items(value) {
      for index in items.indices {
        try visit(items[index], name: join(name, "\(index)"), depth: depth + 1, arena)
      }
    } else {
      others += 1
    }
  }

  private mutating func visitEntries(
    _ value: PickleValue, _ count: Int, name: String, depth: Int, _ arena: borrowing PickleArena
  ) throws(FormatError) {
    guard let entries = arena.entries(value) else { return }
    for index in 0..<count {
      let entry = entries[index]
      guard let key = arena.string(entry.key) ?? arena.int(entry.key).map({ "\($0)" }) else {
        others += 1
        continue
      }
      try visit(entry.value, name: join(name, key), depth: depth + 1, arena)
    }
  }

  /// A module keeps its tensors and parts in dictionaries whose names do not count.
  private mutating func visitAttributes(
    of object: PickleValue, name: String, depth: Int, _ arena: borrowing PickleArena
  ) throws(FormatError) {
    let parts = [
      arena.attribute("_parameters", of: object), arena.attribute("_buffers", of: object),
      arena.attribute("_modules", of: object),
    ]
    if parts[0].exists, parts[2].exists {
      for part in parts where part.exists {
        try visit(part, name: name, depth: depth + 1, arena)
      }
    } else {
      try visit(arena.state(object), name: name, depth: depth + 1, arena)
    }
  }

  /// Adds the value if it is a tensor or an array.
  private mutating func add(
    _ value: PickleValue, name: String, _ arena: borrowing PickleArena
  ) throws(FormatError) -> Bool {
    let name = name.isEmpty ? "tensor" : name
    var view: TensorView?
    if let tensor = arena.torchTensor(value) {
      view = TensorView(tensor, name: name)
      if view == nil { leaveOut(name, "safetensors has no type \(tensor.type.rawValue)") }
    } else if let layout = arena.numPyLayout(value), let fields = arena.fields(value) {
      view = TensorView(layout, bytes: fields[0], name: name)
      if view == nil { leaveOut(name, "safetensors has no type \(layout.type.text)") }
    } else if arena.recordType(value) == .tensor {
      leaveOut(name, "its bytes are not in the file")
    } else {
      return false
    }
    guard let view else { return true }
    guard name != "__metadata__", names.insert(name).inserted else {
      throw FormatError(.malformed("two tensors would have the name \(name)"), at: 0)
    }
    tensors.append(view)
    return true
  }

  private mutating func leaveOut(_ name: String, _ reason: String) {
    leftOut.append((name, reason))
  }

  private func join(_ name: String, _ part: String) -> String {
    name.isEmpty ? part : "\(name).\(part)"
  }
}
