internal import RecordStreams

extension Operand {
  init(from scanner: inout JSONScanner) throws(JSONError) {
    switch try scanner.peek() {
    case .null:
      _ = try scanner.readNull()
      self = .absent
    case .array:
      let start = scanner.position
      let pair = try scanner.readArray { (scanner) throws(JSONError) in try scanner.readCount() }
      guard pair.count == 2 else {
        throw JSONError(
          at: start, found: "an array of \(pair.count)", expected: "[node, output]")
      }
      self = .node(pair[0], output: pair[1])
    default:
      let number = try scanner.readInt()
      // −1 − x is the complement of x, which cannot overflow.
      self = number < 0 ? .input(~number) : .node(number, output: 0)
    }
  }

  func write(to writer: inout JSONWriter) {
    switch self {
    case .absent: writer.null()
    case .input(let position): writer.int(~position)
    case .node(let node, output: 0): writer.int(node)
    case .node(let node, let output):
      writer.beginArray()
      writer.int(node)
      writer.int(output)
      writer.endArray()
    }
  }
}

extension WeightUse {
  init(from scanner: inout JSONScanner) throws(JSONError) {
    _ = try scanner.peek()
    let start = scanner.position
    let pair = try scanner.readArray { (scanner) throws(JSONError) in try scanner.readCount() }
    guard pair.count == 2 else {
      throw JSONError(at: start, found: "an array of \(pair.count)", expected: "[position, weight]")
    }
    self.init(position: pair[0], weight: pair[1])
  }

  func write(to writer: inout JSONWriter) {
    writer.beginArray()
    writer.int(position)
    writer.int(weight)
    writer.endArray()
  }
}
