import ByteReading
import ComputationGraph
import RecordStreams

/// A network in TensorFlow Lite's words.
struct TFLiteWords {
  /// An operator applied once.
  struct Operator {
    var name = ""
    var position = 0
    var inputs: [Int] = []
    var outputs: [Int] = []
    var options: [PerfSAGEGraph.Option] = []
  }

  /// The operators in the order in which they run.
  var operators: [Operator] = []
  /// The sizes of each tensor, where it has any.
  var tensors: [[Int]?] = []

  /// Reads what the record keeps of a TensorFlow Lite file; `nil` if it is another format's.
  init?(of graph: Graph) {
    guard let seed = graph.seed, let tensors = try? Self.tensors(in: seed) else { return nil }
    self.tensors = tensors
    for node in graph.nodes {
      guard let seed = node.seed, let applied = try? Operator(seed: seed) else { continue }
      operators.append(applied)
    }
    guard !operators.isEmpty else { return nil }
    operators.sort { $0.position < $1.position }
  }

  private static func tensors(in seed: [UInt8]) throws(JSONError) -> [[Int]?] {
    var scanner = JSONScanner(seed.bytes)
    var tensors: [[Int]?]?
    try scanner.readObject { (key, scanner) throws(JSONError) in
      guard key == "tensors" else {
        _ = try scanner.readRaw()
        return
      }
      tensors = try scanner.readArray { (scanner) throws(JSONError) in
        try scanner.readNull()
          ? nil : scanner.readArray { (scanner) throws(JSONError) in try scanner.readInt() }
      }
    }
    guard let tensors else { throw .missing("tensors", at: 0) }
    return tensors
  }
}

extension TFLiteWords.Operator {
  /// Reads the words that a node keeps.
  fileprivate init(seed: [UInt8]) throws(JSONError) {
    self.init()
    var scanner = JSONScanner(seed.bytes)
    var parts = 0
    try scanner.readObject { (key, scanner) throws(JSONError) in
      switch key {
      case "operator":
        name = try scanner.readString().string
        parts += 1
      case "at":
        position = try scanner.readInt()
        parts += 1
      case "inputs": inputs = try Self.numbers(from: &scanner)
      case "outputs": outputs = try Self.numbers(from: &scanner)
      case "options": options = try Self.options(from: &scanner)
      default: _ = try scanner.readRaw()
      }
    }
    guard parts == 2 else { throw .missing("operator", at: 0) }
  }

  private static func numbers(from scanner: inout JSONScanner) throws(JSONError) -> [Int] {
    try scanner.readArray { (scanner) throws(JSONError) in try scanner.readInt() }
  }

  /// Lists and texts have no column.
  private static func options(
    from scanner: inout JSONScanner
  ) throws(JSONError) -> [PerfSAGEGraph.Option] {
    var options: [PerfSAGEGraph.Option] = []
    try scanner.readObject { (key, scanner) throws(JSONError) in
      guard try scanner.peek() == .number else {
        _ = try scanner.readRaw()
        return
      }
      let value = try scanner.readDouble().rounded(.towardZero)
      guard let number = Int(exactly: value) else { return }
      options.append(PerfSAGEGraph.Option(name: key.string, value: number))
    }
    return options
  }
}
