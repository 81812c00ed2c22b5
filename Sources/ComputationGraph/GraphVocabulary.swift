internal import ByteReading
internal import RecordStreams

/// What the nodes and values of many graphs have in common, each written down once.
///
/// Networks repeat their blocks, and datasets their networks: most nodes differ from one met before
/// in names and connections alone. A ``CompactGraph`` says which form of the vocabulary each node
/// has, and is written by copying the form's text. The vocabulary only grows; everything in it has
/// a number.
package struct GraphVocabulary: Sendable {
  private(set) var operations: [Operation] = []
  private(set) var operationParts: [OperationParts] = []
  private(set) var forms: [FormParts] = []
  private(set) var resultTypes: [Int32] = []
  /// The notes of forms that have some.
  private(set) var notes: [Int32: [String]] = [:]
  /// The shapes and types of values.
  package private(set) var types: [ValueType] = []
  private(set) var typeParts: [TypeParts] = []
  /// The most canonical bytes that a type has.
  private(set) var longestType = 0
  private var typeNumbers = ByteTable()
  private(set) var text = JSONWriter()
  private(set) var canonical = CanonicalBytes()

  /// Whether text is kept, or what order and identity follow from alone.
  private let isWritten: Bool

  /// A vocabulary of nothing.
  package init() {
    isWritten = true
  }

  /// A vocabulary of nothing, with room for about so many forms.
  package init(reservingForms count: Int) {
    isWritten = true
    forms.reserveCapacity(count)
    resultTypes.reserveCapacity(count)
    types.reserveCapacity(count / 2)
    typeParts.reserveCapacity(count / 2)
    text = JSONWriter(reservingCapacity: count * 64)
  }

  /// A vocabulary of nothing, in which text may be left out.
  init(isWritten: Bool) {
    self.isWritten = isWritten
  }

  /// Roughly the bytes of memory that the vocabulary takes.
  package var size: Int {
    text.bytes.count + canonical.bytes.count + operations.count * 512 + forms.count * 128
      + types.count * 256
  }

  /// The number of a type.
  ///
  /// Its canonical bytes tell it from all others. They are written first, and taken back if they
  /// are known.
  package mutating func number(of type: ValueType) -> Int32 {
    let start = canonical.bytes.count
    let leading = canonical.append(type)
    let (number, isNew) = Self.number(of: canonical.bytes, from: start, in: &typeNumbers)
    guard isNew else {
      canonical.removeLast(canonical.bytes.count - start)
      return Int32(number)
    }
    var parts = TypeParts()
    parts.canonical = start..<canonical.bytes.count
    longestType = max(longestType, parts.canonical.count)
    parts.leading = leading.map { $0.lowerBound - start..<$0.upperBound - start }
    parts.dimension = type.shape?.first ?? nil
    write(type, &parts)
    typeParts.append(parts)
    types.append(type)
    return Int32(number)
  }

  private static func number(
    of bytes: [UInt8], from start: Int, in table: inout ByteTable
  ) -> (number: Int, isNew: Bool) {
    table.number(of: bytes.bytes.extracting(start...))
  }

  /// The number of an operation: that of another one if it is the same, which is mostly so for
  /// nodes that are spelled alike, or a new one.
  package mutating func number(of operation: Operation, like other: Int32? = nil) -> Int32 {
    if let other, operations[Int(other)] == operation { return other }
    var parts = OperationParts()
    write(operation, &parts)
    let start = canonical.bytes.count
    let cut = canonical.append(op: operation.op, attributes: operation.attributes)
    parts.cut = cut.map { $0.lowerBound - start..<$0.upperBound - start }
    parts.canonical = start..<canonical.bytes.count
    operationParts.append(parts)
    operations.append(operation)
    return Int32(operations.count - 1)
  }

  /// Adds a form of node, and returns its number.
  package mutating func add(_ form: NodeForm) -> Int32 {
    var parts = FormParts(form, firstResult: resultTypes.count)
    write(form, &parts)
    resultTypes += form.results
    if !form.notes.isEmpty { notes[Int32(forms.count)] = form.notes }
    forms.append(parts)
    return Int32(forms.count - 1)
  }

  /// Where the operation of a form lies.
  func operation(of form: Int32) -> OperationParts {
    operationParts[Int(forms[Int(form)].operation)]
  }

  /// The operand positions of a form, as bits, that its attributes spell out.
  package func foldedPositions(of form: Int32) -> UInt64 {
    forms[Int(form)].folded
  }

  /// What a node of a form costs, but for its parameters.
  package func cost(of form: Int32) -> Cost {
    forms[Int(form)].cost
  }

  /// Text by a range of the parts of something.
  @_lifetime(borrow self)
  func text(_ range: Range<Int>) -> RawSpan {
    text.bytes.bytes.extracting(range)
  }
}

extension GraphVocabulary {
  private mutating func write(_ type: ValueType, _ parts: inout TypeParts) {
    guard isWritten else { return }
    let start = text.bytes.count
    text.beginFragment()
    text.writeMembers(shape: type.shape, type: type.element)
    text.endObject()
    parts.text = start..<text.bytes.count
  }

  private mutating func write(_ operation: Operation, _ parts: inout OperationParts) {
    guard isWritten else { return }
    parts.start = text.bytes.count
    text.beginFragment()
    text.beginObject()
    text.member("op", operation.op)
    parts.head = text.bytes.count
    text.writeMember(attributes: operation.attributes)
    text.key("inputs")
    text.beginArray()
    parts.end = text.bytes.count
  }

  private mutating func write(_ form: NodeForm, _ parts: inout FormParts) {
    guard isWritten else { return }
    parts.middle = text.bytes.count
    text.beginFragment()
    text.value(atMost: 32 + 2 * OutputSpan<UInt8>.mostDigits) { room in
      room.append(UInt8(ascii: "]"))
      if let flops = form.flops {
        room.append(",\"flops\":")
        room.append(decimal: flops)
      }
      if let macs = form.macs {
        room.append(",\"macs\":")
        room.append(decimal: macs)
      }
    }
    parts.costs = text.bytes.count
    text.member("bytes", form.bytes)
    text.member("notes", form.notes, leavingOutEmpty: true) { $1.string($0) }
    parts.end = text.bytes.count
  }
}
