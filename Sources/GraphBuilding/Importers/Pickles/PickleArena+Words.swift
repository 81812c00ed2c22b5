package import PickleFormat

extension PickleArena {
  /// What a value is, in the words of a message.
  package func words(for value: PickleValue) -> String {
    switch kind(of: value) {
    case .absent: return "nothing"
    case .none: return "None"
    case .bool: return "a truth value"
    case .int, .bigInt: return "an integer"
    case .float: return "a float"
    case .text:
      let text = string(value) ?? ""
      return text.count > 40 ? "\"\(text.prefix(40))…\"" : "\"\(text)\""
    case .bytes, .byteArray: return "bytes"
    case .tuple: return "a tuple of \(items(value)?.count ?? 0)"
    case .list: return "a list of \(items(value)?.count ?? 0)"
    case .dict: return "a dictionary of \(entries(value)?.count ?? 0)"
    case .set, .frozenSet: return "a set"
    case .global: return "the class \(className(value)?.description ?? "")"
    case .object: return "an object of \(className(value)?.description ?? "a class")"
    case .record: return "a value of \(recordType(value)?.name ?? "a type")"
    case .persistent, .buffer, .extensionCode: return "a reference to something outside"
    }
  }
}
