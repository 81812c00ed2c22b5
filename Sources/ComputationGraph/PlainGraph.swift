internal import ByteReading
internal import ContentHashing
internal import RecordStreams

/// A graph of operators and connections alone, such as a searched cell: nothing is known of shapes
/// and costs, nodes have one result each, and there are no inputs, weights and names.
///
/// It has the identity and the record of the ``Graph`` that says the same, in a small part of the
/// time: all nodes of an operator are one text. What there is to keep of a graph are its identity and
/// its outline, from which the record is written as often as it is wanted.
package struct PlainGraph: Sendable {
  /// More nodes than this do not fit into a set of bits.
  package static let limit = 64

  /// An operator, whose text lies in `text`.
  struct Form: Sendable {
    /// Where its canonical bytes lie in the vocabulary.
    let canonical: Range<Int>
    /// `{"op":"cell.input","attributes":{},"inputs":[`
    let opening: Range<Int>
    /// `],"outputs":[{"shape":null}]}`
    let closing: Range<Int>
  }

  private var vocabulary = GraphVocabulary()
  private(set) var forms: [Form] = []
  private(set) var text: [UInt8] = []
  /// The most bytes that the text of one of `forms` has.
  private(set) var longestForm = 0
  private var bytes = CanonicalBytes()
  /// The operator of each node, and the nodes before it that it reads, as bits.
  private var nodes: [(form: Int, operands: UInt64)] = []
  /// The nodes in canonical order, and the place of each in it.
  private var order = InlineArray<64, UInt8>(repeating: 0)
  private var places = InlineArray<64, UInt8>(repeating: 0)

  /// A graph of nothing.
  package init() {}

  /// The number of an operator, to be asked for once each.
  ///
  /// - Returns: One more than for the operator before, from 0; below 256, for operators are words of
  ///   a space.
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
    forms.append(
      Form(canonical: opening.canonical, opening: start..<split, closing: split..<end))
    longestForm = max(longestForm, piece.count)
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

  /// How many digits an identity has.
  package static let digits = 32

  /// Appends the digits of the identity, which is that of the structure too, once the order is found.
  package func appendIdentity(to text: inout [UInt8]) {
    ContentHash(of: bytes.bytes.bytes).append(hexDigits: Self.digits, to: &text)
  }

  /// Appends the outline, once the order is found: for each node in canonical order the number of its
  /// operator, how many nodes it reads, and the places of these.
  package func appendOutline(to outline: inout [UInt8]) {
    for place in nodes.indices {
      let node = nodes[Int(order[place])]
      outline.append(UInt8(node.form))
      outline.append(UInt8(node.operands.nonzeroBitCount))
      var rest = node.operands
      while rest != 0 {
        outline.append(places[rest.trailingZeroBitCount])
        rest &= rest &- 1
      }
    }
  }

  /// What ``CanonicalWalk`` does with such a graph.
  private mutating func walk(from root: Int) {
    var numbered: UInt64 = 0
    var count: UInt8 = 0
    // A node is on it until all that it reads has its place.
    var stack = InlineArray<64, UInt8>(repeating: 0)
    var top = 0
    stack[top] = UInt8(truncatingIfNeeded: root)
    while top >= 0 {
      let node = Int(stack[top])
      let waiting = nodes[node].operands & ~numbered
      guard waiting == 0 else {
        top += 1
        stack[top] = UInt8(truncatingIfNeeded: waiting.trailingZeroBitCount)
        continue
      }
      top -= 1
      bytes.append(
        node: forms[nodes[node].form].canonical, of: vocabulary.canonical,
        reading: nodes[node].operands, places)
      places[node] = count
      order[Int(count)] = UInt8(truncatingIfNeeded: node)
      count += 1
      numbered |= 1 << UInt64(node)
    }
  }
}
