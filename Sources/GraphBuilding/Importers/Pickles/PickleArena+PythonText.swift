package import PickleFormat

extension PickleArena {
  /// A value as Python prints it: numbers, strings, tuples, lists and ranges; `nil` for all else,
  /// and for what lies deeper than a code does.
  package func pythonText(of value: PickleValue, depth: Int = 8) -> String? {
    if let number = PickledNumber(value, in: self) { return number.digits }
    if let text = string(value) {
      return text.contains { $0 == "'" || $0 == "\\" } ? nil : "'\(text)'"
    }
    if kind(of: value) == .none { return "None" }
    guard depth > 0 else { return nil }
    if recordType(value)?.name == "range", let parts = fields(value) {
      var bounds: [String] = []
      for index in parts.indices {
        guard let bound = int(parts[index]) else { return nil }
        bounds.append(String(bound))
      }
      if bounds.count == 3, bounds[2] == "1" { bounds.removeLast() }
      return "range(\(bounds.joined(separator: ", ")))"
    }
    guard kind(of: value) == .tuple || kind(of: value) == .list, let items = items(value) else {
      return nil
    }
    var texts: [String] = []
    for index in items.indices {
      guard let text = pythonText(of: items[index], depth: depth - 1) else { return nil }
      texts.append(text)
    }
    let text = texts.joined(separator: ", ")
    if kind(of: value) == .list { return "[\(text)]" }
    return texts.count == 1 ? "(\(text),)" : "(\(text))"
  }

  /// A DARTS genotype as Python prints it, whichever module its class is in; `nil` for all else.
  package func genotypeText(of value: PickleValue) -> String? {
    guard let name = className(value)?.name, name == "Genotype" || name.hasSuffix(".Genotype"),
      let parts = items(arguments(value)), parts.count == 4
    else { return nil }
    var texts: [String] = []
    for (index, name) in ["normal", "normal_concat", "reduce", "reduce_concat"].enumerated() {
      guard let text = pythonText(of: parts[index]) else { return nil }
      texts.append("\(name)=\(text)")
    }
    return "Genotype(\(texts.joined(separator: ", ")))"
  }
}
