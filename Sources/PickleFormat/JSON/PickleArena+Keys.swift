internal import ByteReading

extension PickleArena {
  /// Whether all keys of a dictionary can be the keys of a JSON object and are not taken for marks
  /// of ours.
  func hasOrdinaryKeys(_ range: Range<Int>) -> Bool {
    for index in stride(from: range.lowerBound, to: range.upperBound, by: 2) {
      let key = items[index]
      guard key.tag == .text else { return false }
      guard hasUnusualText else { continue }
      guard !hasSurrogates(key) else { return false }
      let text = bytes(inRange: key.payload)
      if text.byteCount > 0, text.byte(at: 0) == UInt8(ascii: "$") { return false }
    }
    return true
  }

  /// What plain JSON has for a key that is no text: what `json.dumps` of Python makes of numbers
  /// and constants, and what `repr` makes of tuples.
  func keyText(_ key: PickleValue, depth: Int = 0) -> String {
    switch kind(of: key) {
    case .none: depth == 0 ? "null" : "None"
    case .bool: depth == 0 ? (key == .true ? "true" : "false") : (key == .true ? "True" : "False")
    case .int: String(int(key) ?? 0)
    case .bigInt: String(decoding: digits(ofBigInt: key), as: UTF8.self)
    case .float: jsonText(of: double(key) ?? 0)
    case .text: depth == 0 ? string(key) ?? "" : "'\(string(key) ?? "")'"
    case .bytes: "b'\(bytes(key)?.text ?? "")'"
    case .tuple where depth < 8: tupleText(key, depth)
    case .global: globalName(key)?.description ?? ""
    default: "<\(kind(of: key))>"
    }
  }

  private func tupleText(_ tuple: PickleValue, _ depth: Int) -> String {
    let count = tupleCount(tuple)
    var text = "("
    for index in 0..<min(count, 64) {
      if index > 0 { text += ", " }
      text += keyText(items[tuple.payload + 1 + index], depth: depth + 1)
    }
    if count > 64 { text += ", …" }
    return text + (count == 1 ? ",)" : ")")
  }
}

/// A number as `json.dumps` of Python writes it.
private func jsonText(of value: Double) -> String {
  if value.isNaN { return "NaN" }
  return value.isInfinite ? (value < 0 ? "-Infinity" : "Infinity") : pythonText(of: value)
}
