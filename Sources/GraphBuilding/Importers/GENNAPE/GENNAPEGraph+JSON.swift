import ComputationGraph
import RecordStreams

extension GENNAPEGraph {
  /// Reads a graph as the families in JSON have it.
  init(from scanner: inout JSONScanner) throws(JSONError) {
    self.init()
    _ = try scanner.peek()
    let start = scanner.position
    var lists: [String: [Node]] = [:]
    try scanner.readObject { (key, scanner) throws(JSONError) in
      switch key {
      case "name": name = try scanner.readOptionalText() ?? ""
      case "input_shape": inputShape = try scanner.readIntegers() ?? []
      case "weighted_nodes", "regular_nodes":
        lists[key.string] = try scanner.readArray(Node.init(from:))
      case "edge_pairs":
        edges = try scanner.readArray { (scanner) throws(JSONError) in
          let pair = try scanner.readArray { (scanner) throws(JSONError) in
            try scanner.readCount()
          }
          guard pair.count == 2 else {
            throw JSONError(at: scanner.position, found: "\(pair.count) numbers", expected: "two")
          }
          return (from: pair[0], to: pair[1])
        }
      case "max_hidden_size", "max_kernel_size", "max_derived_H", "max_derived_W":
        limits[key.string] = try scanner.readNull() ? nil : try scanner.readDouble()
      default: _ = try scanner.readRaw()
      }
    }
    guard let weighted = lists["weighted_nodes"], let regular = lists["regular_nodes"] else {
      throw .missing("regular_nodes", at: start)
    }
    nodes = weighted + regular
    for edge in edges {
      guard nodes.indices.contains(edge.from), nodes.indices.contains(edge.to) else {
        throw JSONError(
          at: start, found: "an edge from \(edge.from) to \(edge.to)",
          expected: "numbers below \(nodes.count)")
      }
    }
  }
}

extension GENNAPEGraph.Node {
  fileprivate init(from scanner: inout JSONScanner) throws(JSONError) {
    self.init()
    _ = try scanner.peek()
    let start = scanner.position
    try scanner.readObject { (key, scanner) throws(JSONError) in
      switch key {
      case "str_id": id = try scanner.readOptionalText() ?? ""
      case "label": label = try scanner.readOptionalText() ?? ""
      case "op_type_idx": op = try scanner.readCount()
      case "resolution": resolution = try scanner.readNumbers() ?? []
      case "strides": strides = try scanner.readIntegers()
      case "metadata": if try !scanner.readNull() { metadata = try GENNAPEMetadata(from: &scanner) }
      case "shape": shape = try scanner.readNumbers()
      default: _ = try scanner.readRaw()
      }
    }
    guard resolution.count == 6, op < GENNAPEOperator.count, shape?.count ?? 4 == 4 else {
      throw JSONError(
        at: start, found: "a node of other sizes",
        expected: "six numbers as resolution, an operator below \(GENNAPEOperator.count)")
    }
  }
}

extension GENNAPEMetadata {
  fileprivate init(from scanner: inout JSONScanner) throws(JSONError) {
    self.init()
    try scanner.readObject { (key, scanner) throws(JSONError) in
      switch key {
      case "use_bias": usesBias = try scanner.readBool()
      case "data_format": dataFormat = try scanner.readOptionalText()
      case "dilations": dilations = try scanner.readIntegers()
      case "padding": padding = try scanner.readOptionalText()
      case "ksize": window = try scanner.readIntegers()
      case "pad_h": rowPadding = try scanner.readIntegers()
      case "pad_w": columnPadding = try scanner.readIntegers()
      default: _ = try scanner.readRaw()
      }
    }
  }
}

extension JSONScanner {
  /// Reads whole numbers, or nothing from `null`.
  mutating func readIntegers() throws(JSONError) -> [Int]? {
    if try readNull() { return nil }
    return try readArray { (scanner) throws(JSONError) in try scanner.readInt() }
  }

  /// Reads numbers, or nothing from `null`.
  mutating func readNumbers() throws(JSONError) -> [Double]? {
    if try readNull() { return nil }
    return try readArray { (scanner) throws(JSONError) in try scanner.readDouble() }
  }
}
