internal import GraphBuilding
internal import PickleFormat

/// Numbers in a row, however they are pickled: a list, or an array or tensor of one dimension.
struct NumberList {
  private let value: PickleValue
  private let array: PickledArray?
  /// How many there are.
  let count: Int

  /// Takes a list or tuple, whatever it holds; `nil` for what is none.
  init?(_ value: PickleValue, in arena: borrowing PickleArena) {
    self.value = value
    if let array = PickledArray(value, in: arena), array.shape.count == 1 {
      self.array = array
      count = array.values.count
      return
    }
    guard arena.kind(of: value) == .list || arena.kind(of: value) == .tuple,
      let items = arena.items(value)
    else { return nil }
    array = nil
    count = items.count
  }

  /// The number at a place; `nil` if it is none.
  func number(at place: Int, in arena: borrowing PickleArena) -> PickledNumber? {
    if let array { return PickledNumber(array.values[place]) }
    guard let items = arena.items(value) else { return nil }
    return PickledNumber(items[place], in: arena)
  }

  /// What is at a place, in the words of a message.
  func words(at place: Int, in arena: borrowing PickleArena) -> String {
    guard let items = arena.items(value) else { return "nothing" }
    return arena.words(for: items[place])
  }
}
