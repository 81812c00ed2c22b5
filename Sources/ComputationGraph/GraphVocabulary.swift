internal import ByteReading
internal import RecordStreams

/// What the nodes and values of many graphs have in common, each written down once.
///
/// Networks repeat their blocks, and datasets their networks: most nodes differ from one met before
/// in names and connections alone. A ``CompactGraph`` says which form of the vocabulary each node
/// has, and is written by copying the form's text. The vocabulary only grows; forms are numbered.
package struct GraphVocabulary: Sendable {
  /// Where the parts of a node's text and of its canonical bytes lie.
  struct NodeParts {
    /// `{"op":"Conv"` from here to `head`, and `,"attributes":{…},"inputs":[` to `attributes`.
    var start = 0
    var head = 0
    var attributes = 0
    /// `],"flops":1,"macs":1` from here to `costs`, and `,"bytes":1` to `end`.
    var middle = 0
    var costs = 0
    var end = 0
    var canonical: Range<Int> = 0..<0
    /// Where the batch stands in the canonical bytes, counted from their start.
    var cut: Range<Int>?
    /// The operand positions, as bits, that the attributes spell out if a weight stands there.
    var folded: UInt64 = 0
    /// Where the types of the results begin among `resultTypes`.
    var results: Range<Int> = 0..<0
    var cost = Cost()
  }

  /// The same for a value's shape and type.
  struct TypeParts {
    /// `"shape":[1,3],"type":"float32"}`
    var text: Range<Int> = 0..<0
    var canonical: Range<Int> = 0..<0
    /// Where dimension 0 stands in the canonical bytes, counted from their start.
    var leading: Range<Int>?
    var dimension: Int?
  }

  private(set) var nodeForms: [NodeForm] = []
  private(set) var nodes: [NodeParts] = []
  private(set) var resultTypes: [Int32] = []
  /// The shapes and types of values.
  package private(set) var types: [ValueType] = []
  private(set) var typeParts: [TypeParts] = []
  private var typeNumbers = ByteTable()
  private(set) var text = JSONWriter()
  private(set) var canonical = CanonicalBytes()

  /// Whether text is kept, or what order and identity follow from alone.
  private let isWritten: Bool

  /// A vocabulary of nothing.
  package init() {
    isWritten = true
  }

  /// A vocabulary of nothing, in which text may be left out.
  init(isWritten: Bool) {
    self.isWritten = isWritten
  }

  /// Roughly the bytes of memory that the vocabulary takes.
  package var size: Int {
    text.bytes.count + canonical.bytes.count + nodes.count * 512 + types.count * 256
  }

  /// The number of a type.
  package mutating func number(of type: ValueType) -> Int32 {
    let key = type.key
    let (number, isNew) = typeNumbers.number(of: key.bytes)
    if isNew { append(type) }
    return Int32(number)
  }

  private mutating func append(_ type: ValueType) {
    var parts = TypeParts()
    let start = text.bytes.count
    if isWritten {
      text.beginFragment()
      text.writeMembers(shape: type.shape, type: type.element)
      text.endObject()
    }
    parts.text = start..<text.bytes.count
    let first = canonical.bytes.count
    parts.leading = canonical.append(type).map { $0.lowerBound - first..<$0.upperBound - first }
    parts.canonical = first..<canonical.bytes.count
    parts.dimension = type.shape?.first ?? nil
    typeParts.append(parts)
    types.append(type)
  }

  /// Adds a form of node, and returns its number. If it has the operator and the attributes of
  /// another form, which is mostly so for nodes that are spelled alike, their text is shared.
  package mutating func add(_ form: NodeForm, like other: Int32? = nil) -> Int32 {
    var parts = NodeParts()
    if let other, nodeForms[Int(other)].attributes == form.attributes,
      nodeForms[Int(other)].op == form.op
    {
      parts = nodes[Int(other)]
    } else {
      append(attributesOf: form, &parts)
    }
    if isWritten { write(costsOf: form, &parts) }
    parts.folded = form.folded
    let first = resultTypes.count
    resultTypes += form.results
    parts.results = first..<resultTypes.count
    parts.cost = Cost(flops: form.flops, macs: form.macs, bytes: form.bytes)
    nodes.append(parts)
    nodeForms.append(form)
    return Int32(nodes.count - 1)
  }

  private mutating func write(costsOf form: NodeForm, _ parts: inout NodeParts) {
    parts.middle = text.bytes.count
    text.beginFragment()
    text.endArray()
    text.member("flops", form.flops)
    text.member("macs", form.macs)
    parts.costs = text.bytes.count
    text.member("bytes", form.bytes)
    text.member("notes", form.notes, leavingOutEmpty: true) { $1.string($0) }
    parts.end = text.bytes.count
  }

  private mutating func append(attributesOf form: NodeForm, _ parts: inout NodeParts) {
    if isWritten {
      parts.start = text.bytes.count
      text.beginFragment()
      text.beginObject()
      text.member("op", form.op)
      parts.head = text.bytes.count
      text.writeMember(attributes: form.attributes)
      text.key("inputs")
      text.beginArray()
      parts.attributes = text.bytes.count
    }
    let start = canonical.bytes.count
    let cut = canonical.append(op: form.op, attributes: form.attributes)
    parts.cut = cut.map { $0.lowerBound - start..<$0.upperBound - start }
    parts.canonical = start..<canonical.bytes.count
  }

  /// The operand positions of a form, as bits, that its attributes spell out.
  package func foldedPositions(of form: Int32) -> UInt64 {
    nodes[Int(form)].folded
  }

  /// What a node of a form costs, but for its parameters.
  package func cost(of form: Int32) -> Cost {
    nodes[Int(form)].cost
  }

  /// Text of forms, by a range of `NodeParts` or `TypeParts`.
  @_lifetime(borrow self)
  func text(_ range: Range<Int>) -> RawSpan {
    text.bytes.bytes.extracting(range)
  }
}
