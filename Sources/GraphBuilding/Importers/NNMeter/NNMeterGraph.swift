import ByteReading
import ComputationGraph
import RecordStreams

/// A network as nn-Meter writes it: `{"conv1":{"inbounds":["x"],"outbounds":[…],"attr":{"type":"Conv2D",
/// "output_shape":[[1,112,112,16]],"input_shape":[…],"attr":{"strides":[2,2],…}}},…}`.
///
/// Operators and attributes are TensorFlow's or ONNX's, whatever the network came from; weights are no
/// nodes, and what reads them may name some that are not there.
///
/// Reference: nn-Meter, MobiSys 2021; docs/predictor/input_models.md of its repository
struct NNMeterGraph {
  /// An operator applied once.
  struct Node {
    var name = ""
    var type = ""
    var inbounds: [String] = []
    var attributes: [Attribute] = []
    var inputShapes: [[DraftDimension]] = []
    var outputShapes: [[DraftDimension]] = []

    func ints(_ name: String) -> [Int64]? {
      switch attributes.first(where: { $0.isNamed(name) })?.value {
      case .int(let value): [value]
      case .ints(let values): values
      default: nil
      }
    }

    func text(_ name: String) -> String? {
      if case .string(let text) = attributes.first(where: { $0.isNamed(name) })?.value {
        text
      } else {
        nil
      }
    }
  }

  private(set) var nodes: [Node] = []

  /// Whether the value of a file's first key is a node of nn-Meter's.
  static func isNode(_ scanner: JSONScanner) -> Bool {
    var scanner = scanner
    guard (try? scanner.beginObject()) != nil, let key = try? scanner.nextKey() else {
      return false
    }
    return key == "inbounds" || key == "outbounds" || key == "attr"
  }

  init(_ file: RawSpan) throws(JSONError) {
    var scanner = JSONScanner(file)
    try scanner.readObject { (key, scanner) throws(JSONError) in
      var node = Node()
      node.name = key.string
      try node.read(from: &scanner)
      nodes.append(node)
    }
    try scanner.finish()
  }

  /// The graph as a draft.
  func draft() throws(GraphError) -> GraphDraft {
    var translation = NNMeterTranslation(of: nodes)
    try translation.run()
    return translation.draft
  }
}

extension NNMeterGraph.Node {
  fileprivate mutating func read(from scanner: inout JSONScanner) throws(JSONError) {
    try scanner.readObject { (key, scanner) throws(JSONError) in
      switch key {
      case "inbounds":
        inbounds = try scanner.readArray { (scanner) throws(JSONError) in
          try scanner.readString().string
        }
      case "attr": try readDescription(from: &scanner)
      default: _ = try scanner.readRaw()
      }
    }
  }

  private mutating func readDescription(from scanner: inout JSONScanner) throws(JSONError) {
    try scanner.readObject { (key, scanner) throws(JSONError) in
      switch key {
      case "type": type = try scanner.readString().string
      case "output_shape": outputShapes = try Self.shapes(from: &scanner)
      case "input_shape": inputShapes = try Self.shapes(from: &scanner)
      case "attr":
        try scanner.readObject { (key, scanner) throws(JSONError) in
          guard let value = try Self.value(from: &scanner) else { return }
          attributes.append(Attribute(name: key.string, value: value))
        }
      default: _ = try scanner.readRaw()
      }
    }
  }

  private static func shapes(
    from scanner: inout JSONScanner
  ) throws(JSONError) -> [[DraftDimension]] {
    if try scanner.readNull() { return [] }
    return try scanner.readArray { (scanner) throws(JSONError) in
      (try scanner.readIntegers() ?? []).map { $0 >= 0 ? .value($0) : .unknown }
    }
  }

  /// Numbers, texts, and lists of numbers; a text may be one of Python's bytes, `b'SAME'`.
  private static func value(from scanner: inout JSONScanner) throws(JSONError) -> AttributeValue? {
    switch try scanner.peek() {
    case .number: return number(try scanner.readRaw().text)
    case .bool: return .int(try scanner.readBool() ? 1 : 0)
    case .string:
      let text = try scanner.readString().string
      return .string(text.hasPrefix("b'") ? String(text.dropFirst(2).dropLast()) : text)
    case .array:
      var numbers: [AttributeValue?] = []
      try scanner.beginArray()
      while try scanner.nextElement() {
        let isNumber = try scanner.peek() == .number
        let raw = try scanner.readRaw()
        numbers.append(isNumber ? number(raw.text) : nil)
      }
      let ints = numbers.compactMap { if case .int(let value) = $0 { value } else { nil } }
      return ints.count == numbers.count ? .ints(ints) : nil
    default:
      _ = try scanner.readRaw()
      return nil
    }
  }

  private static func number(_ text: String) -> AttributeValue? {
    Int64(text).map { .int($0) } ?? Float(text).map { .float($0) }
  }
}
