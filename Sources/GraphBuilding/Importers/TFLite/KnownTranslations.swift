import ByteReading
import ComputationGraph
import ModelFormats

/// TensorFlow Lite's operators, each distinct one translated once: networks repeat their blocks, and
/// datasets their layers.
struct KnownTranslations {
  /// A node that an operator becomes. The values that it reads and computes stand among `roles`.
  struct Node {
    let spelling: Int32
    let operands: Range<Int>
    let results: Range<Int>
  }

  /// A value that no tensor stands for.
  struct Value {
    let value: Blueprint.Value
    /// The role of the tensor whose name it has; -1 if it has none.
    let namesake: Int32
  }

  /// What an operator becomes, whatever its place and its tensors' names.
  struct Entry {
    /// Its nodes, among `nodes`.
    let nodes: Range<Int>
    /// The values between them, among `values`.
    let values: Range<Int>
    /// Two members of its seed, among `seeds`.
    let name: Int
    let options: Int
  }

  private(set) var entries: [Entry] = []
  private(set) var nodes: [Node] = []
  private(set) var values: [Value] = []
  /// Which value of its operator a node means: one of the tensors that the operator reads, then
  /// those that it computes, then the values between; -1 for one that is left out.
  private(set) var roles: [Int32] = []
  private(set) var seeds = ByteTable()
  private var numbers = RecurringKeys()
  private var codeNumbers = ByteTable()
  private var typeNumbers = ByteTable()
  private var types: [Int32] = []

  /// Roughly the bytes of memory that the translations take.
  var size: Int {
    numbers.size + entries.count * 80 + nodes.count * 40 + values.count * 20
      + roles.count * 4 + seeds.byteCount + codeNumbers.byteCount + typeNumbers.byteCount
      + types.count * 28
  }

  /// The number of an operator, whichever model applies it.
  mutating func number(of code: TFLiteOperatorCode) -> Int32 {
    var key = [UInt8(code.isCustom ? 1 : 0)]
    key.append(utf8: code.name)
    return Int32(codeNumbers.number(of: key.bytes).number)
  }

  /// The number of a declared type in the lexicon by all that a file says of it; `nil` if it is new.
  func find(type key: WordKey) -> Int32? {
    typeNumbers.find(key.words).map { types[$0] }
  }

  /// Remembers the number of a declared type.
  mutating func add(type key: WordKey, as number: Int32) {
    _ = typeNumbers.number(of: key.words)
    types.append(number)
  }

  /// The translation of an operator, which is made if it is new, by its key: all that it depends on.
  mutating func number(of key: WordKey) -> (number: Int, isNew: Bool) {
    numbers.number(of: key)
  }

  /// Remembers the translation with the newest number: nodes of a draft that has the operator's
  /// tensors and nothing else before, their spellings, and the values that are new in it.
  mutating func append(
    _ translated: [(node: GraphDraft.Node, spelling: Int32)], values new: [Value],
    of applied: TFLiteOperator
  ) {
    let firstNode = nodes.count
    for (node, spelling) in translated {
      let start = roles.count
      roles += node.operands.map { Int32($0) }
      let middle = roles.count
      roles += node.outputs.map { Int32($0) }
      nodes.append(
        Node(spelling: spelling, operands: start..<middle, results: middle..<roles.count))
    }
    let firstValue = values.count
    values += new
    let name = TFLiteSeed.name(of: applied)
    let options = TFLiteSeed.options(of: applied)
    entries.append(
      Entry(
        nodes: firstNode..<nodes.count, values: firstValue..<values.count,
        name: seeds.append(name.bytes), options: seeds.append(options.bytes)))
  }
}
