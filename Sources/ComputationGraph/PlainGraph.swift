internal import ByteReading
internal import ContentHashing
internal import RecordStreams

/// A graph of operators and connections alone, such as a searched cell: nothing is known of shapes
/// and costs, nodes have one result each, and there are no inputs, weights and names.
///
/// It has the identity and the record of the ``Graph`` that says the same, in a small part of the
/// time: all nodes of an operator are one text.
package struct PlainGraph: Sendable {
  /// More nodes than this do not fit into a set of bits.
  package static let limit = 64

  /// An operator, whose text lies in `text`.
  struct Form: Sendable {
    /// The number in the vocabulary.
    let number: Int32
    /// `{"op":"cell.input","attributes":{},"inputs":[`
    let opening: Range<Int>
    /// `],"outputs":[{"shape":null}]}`
    let closing: Range<Int>
  }

  private var vocabulary = GraphVocabulary()
  private(set) var forms: [Form] = []
  private(set) var text: [UInt8] = []
  private var bytes = CanonicalBytes()
  /// The operator of each node, and the nodes before it that it reads, as bits.
  private(set) var nodes: [(form: Int, operands: UInt64)] = []
  /// The nodes in canonical order, and the place of each in it.
  private(set) var order: [UInt8] = []
  private(set) var places: [UInt8] = []
  private var stack: [Int] = []

  /// A graph of nothing.
  package init() {}

  /// The number of an operator, to be asked for once each.
  package mutating func number(ofOperator op: String) -> Int {
    let type = vocabulary.number(of: ValueType(nil, nil))
    let operation = vocabulary.number(of: Operation(op))
    let number = vocabulary.add(NodeForm(operation, results: [type]))
    let opening = vocabulary.operationParts[Int(operation)]
    let parts = vocabulary.forms[Int(number)]
    var piece: [UInt8] = []
    piece.append(vocabulary.text(opening.start..<opening.end))
    let middle = piece.count
    piece.append(utf8: "],\"outputs\":[{")
    piece.append(vocabulary.text(vocabulary.typeParts[Int(type)].text))
    piece.append(vocabulary.text(parts.middle..<parts.end))
    piece.append(UInt8(ascii: "}"))
    let start = text.count
    text += piece
    let (end, split) = (text.count, start + middle)
    forms.append(Form(number: number, opening: start..<split, closing: split..<end))
    return forms.count - 1
  }

  /// Drops the nodes.
  package mutating func removeAll() {
    nodes.removeAll(keepingCapacity: true)
  }

  /// Adds a node that reads some of the nodes before, a bit each.
  package mutating func append(_ form: Int, reading operands: UInt64) {
    nodes.append((form, operands))
  }

  /// Finds the canonical order, if one node, or none of none, computes what the graph computes and
  /// all others are for it.
  ///
  /// - Parameter result: The node whose result is the graph's; `nil` if there is none.
  /// - Returns: Whether it could: `false` if it is another kind of graph.
  package mutating func canonicalise(result: Int?) -> Bool {
    guard nodes.count <= Self.limit else { return false }
    var read: UInt64 = 0
    for node in nodes { read |= node.operands }
    let all = nodes.count == 64 ? UInt64.max : (1 << UInt64(nodes.count)) - 1
    guard all & ~read == result.map({ 1 << UInt64($0) }) ?? 0 else { return false }
    bytes.removeAll()
    if let result { walk(from: result) }
    bytes.append(UInt8(ascii: "O"))
    if let result {
      bytes.append(UInt8(ascii: "n"))
      bytes.append(Int(places[result]))
      bytes.append(0 as Int)
    }
    return true
  }

  /// Appends the 32 digits of the identity, which is that of the structure too, once the order is
  /// found.
  package func appendIdentity(to text: inout [UInt8]) {
    ContentHash(of: bytes.bytes.bytes).append(hexDigits: 32, to: &text)
  }

  /// What ``CanonicalWalk`` does with such a graph.
  private mutating func walk(from root: Int) {
    while places.count < nodes.count { places.append(0) }
    var numbered: UInt64 = 0
    order.removeAll(keepingCapacity: true)
    stack.append(root)
    while let node = stack.last {
      let waiting = nodes[node].operands & ~numbered
      guard waiting == 0 else {
        stack.append(waiting.trailingZeroBitCount)
        continue
      }
      stack.removeLast()
      append(node)
      places[node] = UInt8(order.count)
      order.append(UInt8(node))
      numbered |= 1 << UInt64(node)
    }
  }

  private mutating func append(_ node: Int) {
    let operation = vocabulary.operation(of: forms[nodes[node].form].number)
    var rest = nodes[node].operands
    bytes.append(
      node: operation.canonical, of: vocabulary.canonical, reading: rest.nonzeroBitCount)
    var position = 0
    while rest != 0 {
      bytes.append(operand: position, node: Int(places[rest.trailingZeroBitCount]))
      rest &= rest &- 1
      position += 1
    }
  }
}
