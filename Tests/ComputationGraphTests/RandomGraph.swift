import ComputationGraph
import TestSupport

extension Graph {
  /// A graph of no meaning in which every part and every corner of the record occurs.
  static func random(seed: UInt64) -> Graph {
    var source = SplitMix64(seed: seed)
    return RandomGraph(generator: source.next()).graph
  }
}

private struct RandomGraph {
  private var generator: SplitMix64
  private(set) var graph = Graph()

  init(generator seed: UInt64) {
    generator = SplitMix64(seed: seed)
    graph.id = maybe("g1-0123456789abcdef0123456789abcdef")
    graph.structure = maybe("s1-0123456789abcdef0123456789abcdef")
    graph.name = maybe(text())
    graph.family = maybe("resnet")
    graph.layout = maybe("NCHW")
    graph.batch = maybe(count(8) + 1)
    graph.inputs = (0..<count(3)).map { _ in value() }
    graph.weights = (0..<count(4)).map { _ in value() }
    for index in 0..<count(12) { graph.nodes.append(node(at: index)) }
    graph.outputs = (0..<count(3)).map { _ in operand(before: graph.nodes.count) }
    graph.totals = cost()
    graph.source = maybe(origin())
    graph.seed = maybe(Array(#"{"max":[512,7],"a b":null}"#.utf8))
    for index in graph.nodes.indices {
      graph.nodes[index].seed = maybe(Array(#"{"label":"x","shape":[0.5]}"#.utf8))
    }
  }

  private mutating func count(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &generator) }

  private mutating func maybe<Value>(_ value: Value) -> Value? {
    Bool.random(using: &generator) ? value : nil
  }

  private mutating func text() -> String {
    let pieces = [
      "conv", "/", "\"", "\\", "\n", "é", "東", "😀", "%", "'", " ", "\u{1}", "a_long_name",
    ]
    return (0..<count(6)).map { _ in pieces[count(pieces.count)] }.joined()
  }

  private mutating func value() -> ValueInfo {
    let shape: Shape = (0..<count(5)).map { _ in maybe(count(1000)) }
    return ValueInfo(
      name: maybe(text()), shape: maybe(shape), type: maybe(ElementType.allCases[count(26)]))
  }

  private mutating func operand(before limit: Int) -> Operand {
    switch count(3) {
    case 0 where !graph.inputs.isEmpty: return .input(count(graph.inputs.count))
    case 1 where limit > 0:
      let node = count(limit)
      return .node(node, output: count(max(graph.nodes[node].outputs.count, 1)))
    default: return .absent
    }
  }

  private mutating func float() -> Float {
    switch count(8) {
    case 0: return 0
    case 1: return -.infinity
    case 2: return .infinity
    default:
      let value = Float(bitPattern: UInt32(truncatingIfNeeded: generator.next()))
      return value.isNaN ? 1 : value
    }
  }

  private mutating func attribute() -> AttributeValue {
    switch count(6) {
    case 0: return .int(Int64(bitPattern: generator.next()))
    case 1: return .float(float())
    case 2: return .string(text())
    case 3: return .ints((0..<count(4)).map { _ in Int64(bitPattern: generator.next()) })
    case 4: return .floats((0...count(4)).map { _ in float() })
    default: return .strings((0...count(4)).map { _ in text() })
    }
  }

  private mutating func cost() -> Cost {
    Cost(
      flops: maybe(count(.max)), macs: maybe(count(1000)), parameters: maybe(0),
      bytes: maybe(count(1 << 40)))
  }

  private mutating func node(at index: Int) -> Node {
    let inputs = (0..<count(4)).map { _ in operand(before: index) }
    let weights = graph.weights.isEmpty ? 0 : count(3)
    let names = (0..<count(5)).map { "name\($0)" }
    return Node(
      op: text(), name: maybe(text()),
      attributes: names.map { Attribute(name: $0, value: attribute()) }, inputs: inputs,
      weights: (0..<weights).map {
        WeightUse(position: inputs.count + $0, weight: count(graph.weights.count))
      },
      outputs: (0..<count(3)).map { _ in value() }, cost: cost(),
      notes: (0..<count(2)).map { _ in text() })
  }

  private mutating func origin() -> Source {
    Source(
      format: maybe("onnx"), path: maybe(text()), line: maybe(count(100) + 1), id: maybe("007"),
      sha256: maybe("00ff"), value: maybe("90.88183"), unit: maybe("ms"))
  }
}
