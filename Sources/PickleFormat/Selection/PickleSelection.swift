/// A path to one part of a pickle, such as `.layers[3].weight` or `[(0, 1, 2)]@state`.
///
/// - `.name` is the value of a text key of a dictionary, or an attribute of an object.
/// - `[3]` is an item, from the end if it is negative, or the value of a whole number as a key.
/// - `['a b']` is the value of any text key; quotes may be double, `\` stands before a quote.
/// - `[(0, 'x', None)]` is the value of a tuple as a key; `[None]` and `[True]` go too.
/// - `@class`, `@args`, `@kwargs`, `@state`, `@items` and `@entries` are the parts of an object.
package struct PickleSelection: Sendable, Equatable {
  enum Step: Sendable, Equatable {
    case name(String)
    case key(Key)
    case part(Part)
  }

  /// A key as Python writes it.
  indirect enum Key: Sendable, Equatable {
    case none
    case bool(Bool)
    case int(Int)
    case text(String)
    case tuple([Key])
  }

  enum Part: String, Sendable, CaseIterable {
    case `class`, args, kwargs, state, items, entries
  }

  let steps: [Step]
  private let text: String

  /// Reads a path.
  ///
  /// - Throws: ``PickleSelectionError`` that says what is wrong with it, and where.
  package init(_ path: String) throws(PickleSelectionError) {
    var parser = PathParser(path)
    steps = try parser.steps()
    text = path
  }

  /// Follows the path from a pickle's value.
  ///
  /// - Throws: ``PickleSelectionError`` where there is no such part.
  package func value(in arena: borrowing PickleArena) throws(PickleSelectionError) -> PickleValue {
    var value = arena.root
    for (index, step) in steps.enumerated() {
      let next = arena.part(step, of: value)
      guard next.exists else {
        throw PickleSelectionError(
          "\(text): nothing at step \(index + 1), \(step), of a value of kind \(arena.kind(of: value))"
        )
      }
      value = next
    }
    return value
  }
}

/// Why a path leads nowhere.
package struct PickleSelectionError: Error, Equatable, CustomStringConvertible {
  /// What is wrong, and where.
  package let description: String

  init(_ description: String) {
    self.description = description
  }
}

extension PickleSelection.Step: CustomStringConvertible {
  var description: String {
    switch self {
    case .name(let name): ".\(name)"
    case .key(let key): "[\(key)]"
    case .part(let part): "@\(part.rawValue)"
    }
  }
}

extension PickleSelection.Key: CustomStringConvertible {
  var description: String {
    switch self {
    case .none: "None"
    case .bool(let value): value ? "True" : "False"
    case .int(let value): "\(value)"
    case .text(let text): "'\(text)'"
    case .tuple(let keys):
      "(" + keys.map(\.description).joined(separator: ", ") + (keys.count == 1 ? ",)" : ")")
    }
  }
}

extension PickleArena {
  fileprivate func part(_ step: PickleSelection.Step, of value: PickleValue) -> PickleValue {
    switch step {
    case .part(let part): return self.part(part, of: value)
    case .key(let key): return self.value(for: key, in: value)
    case .name(let name):
      let found = self.value(for: .text(name), in: value)
      if found.exists { return found }
      let state = state(value)
      if let slots = state.tag == .tuple ? itemArray(state) : [state] {
        for dictionary in slots {
          let found = self.value(for: .text(name), in: dictionary)
          if found.exists { return found }
        }
      }
      guard let type = recordType(value), let fields = fields(value) else { return .absent }
      if type.name == name { return fields.count > 0 ? fields[0] : .absent }
      guard let index = type.fieldNames.firstIndex(of: name), index + 1 < fields.count else {
        return .absent
      }
      return fields[index + 1]
    }
  }

  private func part(_ part: PickleSelection.Part, of value: PickleValue) -> PickleValue {
    switch part {
    case .class: classValue(value)
    case .args: arguments(value)
    case .kwargs: keywords(value)
    case .state: state(value)
    case .items: appendedItems(value)
    case .entries: setEntries(value)
    }
  }

  private func value(for key: PickleSelection.Key, in value: PickleValue) -> PickleValue {
    if let entries = entries(value) {
      for index in entries.indices.reversed() where isEqual(entries[index].key, key) {
        return entries[index].value
      }
      return .absent
    }
    let inner = setEntries(value)
    if inner.exists { return self.value(for: key, in: inner) }
    guard case .int(let index) = key else { return .absent }
    let appended = appendedItems(value)
    guard let items = items(appended.exists ? appended : value) else { return .absent }
    let place = index < 0 ? items.count + index : index
    return items.indices.contains(place) ? items[place] : .absent
  }

  private func isEqual(_ value: PickleValue, _ key: PickleSelection.Key) -> Bool {
    switch key {
    case .none: return value == .none
    case .bool(let bool): return self.bool(value) == bool
    case .int(let int): return self.int(value) == int
    case .text(let text): return value.tag == .text && string(value) == text
    case .tuple(let keys):
      guard value.tag == .tuple else { return false }
      let items = tupleItems(value)
      guard items.count == keys.count else { return false }
      for index in items.indices where !isEqual(items[index], keys[index]) { return false }
      return true
    }
  }
}
