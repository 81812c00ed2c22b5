import ByteReading
import ComputationGraph
import ModelFormats

/// What files write down, each distinct spelling understood once: operators with their attributes,
/// and the types of values.
struct Lexicon {
  /// An operator and its attributes as a file spells them.
  struct Spelling {
    let traits: OperatorTraits
    let op: String
    /// The version of the operator set that defines `op`.
    let opset: Int
    /// The attributes, those that are left out and always the same filled in.
    let attributes: [Attribute]
    /// What could not be carried over.
    let notes: [String]
    /// What a Constant stands for.
    let constant: Blueprint.Value?
    /// Whether the file has graphs inside of the node.
    var hasGraphs = false
    /// The graphs inside of a node of control flow.
    var bodies: [ControlBody] = []
  }

  /// What the common path asks of a spelling.
  struct Marks {
    /// The operand positions, as bits, at which networks have weights and nothing else.
    var weightPositions: UInt64
    var isIdentity: Bool
    /// Whether it is a constant and no operator.
    var isConstant: Bool
    /// Whether the file has graphs inside of the node.
    var hasGraphs: Bool
  }

  /// A type as a file declares it.
  struct DeclaredType {
    let dimensions: [DraftDimension]?
    let element: ElementType?
    /// The type's number in the vocabulary, dimensions with names left open.
    let type: Int32
    /// Whether no dimension has a name.
    let isNumeric: Bool
  }

  /// The spellings of ONNX files that rely on the same operator sets, by their bytes.
  private struct Dialect {
    var bytes = RecurringKeys()
    var spellings: [Int32] = []
  }

  /// Operators, each looked up once.
  private var traits: [String: OperatorTraits] = [:]
  private(set) var spellings: [Spelling] = []
  private(set) var marks: [Marks] = []
  private(set) var types: [DeclaredType] = []
  private var spellingNumbers = ByteTable()
  private var numbersOfSpellings: [Int32] = []
  /// The types without names of dimensions, by their numbers in the vocabulary.
  private var numericTypes = NumberTable()
  /// The dialect of the file at hand, and the others.
  private var dialect = Dialect()
  private var operatorSets: [ONNXOperatorSet] = []
  private var otherDialects: [[ONNXOperatorSet]: Dialect] = [:]
  /// The types of ONNX files by their TypeProtos.
  private var onnxTypeKeys = RecurringKeys()
  private var onnxTypes: [Int32] = []

  /// Roughly the bytes of memory that the lexicon takes.
  var size: Int {
    spellingNumbers.byteCount + onnxTypeKeys.size + spellings.count * 512
      + types.count * 256 + otherDialects.count * 8192 + bodyBytes
  }

  /// Roughly the bytes that the graphs inside of nodes take.
  private var bodyBytes = 0

  /// A spelling of more bytes, such as one with a tensor in it, is not looked up by them.
  static let longestKey = 4096

  /// What is known of an operator, by the one table of costs that there is for all spellings.
  mutating func traits(of op: String, _ costs: CostTable) -> OperatorTraits {
    if let known = traits[op] { return known }
    let looked = OperatorTraits.traits(of: op, costs)
    traits[op] = looked
    return looked
  }

  /// The number of a spelling that is known by its key.
  func find(spelling key: [UInt8]) -> Int32? {
    guard let known = spellingNumbers.find(key.bytes) else { return nil }
    return numbersOfSpellings[known]
  }

  /// Adds a spelling; `key` is bytes that stand for it and for no other.
  mutating func add(_ spelling: Spelling, as key: [UInt8]) -> Int32 {
    let number = add(spelling)
    if key.count <= Self.longestKey {
      _ = spellingNumbers.number(of: key.bytes)
      numbersOfSpellings.append(number)
    }
    return number
  }

  /// Says on which operator sets the spellings of the file at hand rely.
  mutating func begin(_ sets: [ONNXOperatorSet]) {
    guard sets != operatorSets else { return }
    var next = otherDialects.removeValue(forKey: sets) ?? Dialect()
    swap(&dialect, &next)
    otherDialects[operatorSets] = next
    operatorSets = sets
  }

  /// The number of a spelling that is known by the bytes of the ONNX file at hand.
  mutating func find(onnxSpelling bytes: RawSpan) -> Int32? {
    guard let known = dialect.bytes.find(bytes) else { return nil }
    return dialect.spellings[known]
  }

  /// Adds a spelling by the bytes of the ONNX file at hand; if there are none, or too many, it will
  /// not be found again.
  mutating func add(_ spelling: Spelling, onnxSpelling bytes: RawSpan) -> Int32 {
    let number = add(spelling)
    if !bytes.isEmpty, bytes.byteCount <= Self.longestKey {
      _ = dialect.bytes.number(of: bytes)
      dialect.spellings.append(number)
    }
    return number
  }

  /// Adds a spelling that will not be found again.
  mutating func add(unlike spelling: Spelling) -> Int32 {
    bodyBytes += spelling.bodies.reduce(0) { $0 + $1.size }
    return add(spelling)
  }

  private mutating func add(_ spelling: Spelling) -> Int32 {
    marks.append(
      Marks(
        weightPositions: spelling.traits.weightPositions, isIdentity: spelling.op == "Identity",
        isConstant: spelling.constant != nil, hasGraphs: spelling.hasGraphs))
    spellings.append(spelling)
    return Int32(spellings.count - 1)
  }

  /// The number of a declared type.
  mutating func number(
    ofType dimensions: [DraftDimension]?, _ element: ElementType?,
    in vocabulary: inout GraphVocabulary
  ) -> Int32 {
    let shape: Shape? = dimensions?.map(\.value)
    let isNumeric = dimensions?.allSatisfy { !$0.isSymbol } ?? true
    let type = vocabulary.number(of: ValueType(shape, element))
    // A type without names is its number in the vocabulary; one with names is not looked up again.
    if isNumeric, case let known = numericTypes[type], known >= 0 { return known }
    let number = Int32(types.count)
    if isNumeric { numericTypes[type] = number }
    types.append(
      DeclaredType(dimensions: dimensions, element: element, type: type, isNumeric: isNumeric))
    return number
  }

  /// The number of a type that an ONNX file gives a value, if it is known by its TypeProto.
  mutating func find(onnxType bytes: RawSpan) -> Int32? {
    // Files list values of one type in a row.
    guard let known = onnxTypeKeys.find(inRow: bytes) else { return nil }
    return onnxTypes[known]
  }

  /// Remembers which type a TypeProto is.
  mutating func add(onnxType bytes: RawSpan, as type: Int32) {
    _ = onnxTypeKeys.number(of: bytes)
    onnxTypes.append(type)
  }

  /// The number of a type of which a first one says part and a second one the rest, where they say anything.
  mutating func number(
    ofType first: Int32, completedBy second: Int32, in vocabulary: inout GraphVocabulary
  ) -> Int32 {
    guard first >= 0 else { return second }
    let known = types[Int(first)]
    if known.dimensions != nil, known.element != nil { return first }
    let more = types[Int(second)]
    return number(
      ofType: known.dimensions ?? more.dimensions, known.element ?? more.element, in: &vocabulary)
  }
}
