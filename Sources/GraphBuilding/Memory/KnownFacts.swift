import ByteReading
import ComputationGraph

/// What is known of values, each distinct fact once and by number.
struct KnownFacts {
  /// What the common path asks of a fact.
  struct Marks {
    /// The type's number in the vocabulary.
    var type: Int32
    /// The constant's number; -1 if the value is not known.
    var constant: Int32
    var isWeight: Bool
    var followsShape: Bool
    var hasParameters: Bool
    /// Whether the rank or a dimension is not known.
    var isOpen: Bool
    /// Elements and bytes, where known.
    var count: Int?
    var byteCount: Int?
  }

  private(set) var facts: [ValueFact] = []
  private(set) var marks: [Marks] = []
  /// The facts without a constant, by type and flags.
  private var plainFacts = NumberTable()
  /// The facts with a constant, by their numbers among the keys of type, constant and flags.
  private var constantFacts: [Int32] = []
  private var constantFactKeys = ByteTable()
  private var constants: [ConstantValue] = []
  private var constantNumbers = ByteTable()
  private var key = WordKey()

  /// Nothing known yet, and room for as much as a few hundred networks teach: what grows from
  /// nothing is copied many times over.
  init() {
    facts.reserveCapacity(1 << 12)
    marks.reserveCapacity(1 << 12)
  }

  /// Roughly the bytes of memory that the facts take.
  var size: Int { facts.count * 384 + constantElements * 16 + constantNumbers.byteCount }
  private var constantElements = 0

  /// Larger constants are not looked up by their contents.
  private static let comparedElements = 64

  /// The number of a constant.
  mutating func number(of constant: ConstantValue) -> Int32 {
    let isCompared = constant.count <= Self.comparedElements
    if isCompared {
      let key = constant.key
      let (number, isNew) = constantNumbers.number(of: key.bytes)
      guard isNew else { return Int32(number) }
    } else {
      _ = constantNumbers.append(RawSpan())
    }
    constantElements += constant.count
    constants.append(constant)
    return Int32(constants.count - 1)
  }

  /// The constant of a number.
  func constant(_ number: Int32) -> ConstantValue { constants[Int(number)] }

  /// The number of the fact that a value has this type, and maybe this constant.
  mutating func number(
    type: Int32, constant: Int32 = -1, isWeight: Bool = false, followsShape: Bool = false,
    hasParameters: Bool = false, in vocabulary: GraphVocabulary
  ) -> Int32 {
    let flags: Int32 = (isWeight ? 1 : 0) | (followsShape ? 2 : 0) | (hasParameters ? 4 : 0)
    let number = Int32(facts.count)
    if constant < 0 {
      let plain = type << 3 | flags
      if case let known = plainFacts[plain], known >= 0 { return known }
      plainFacts[plain] = number
    } else {
      key.removeAll()
      key.append(type)
      key.append(constant)
      key.append(flags)
      let (position, isNew) = constantFactKeys.number(of: key.words)
      guard isNew else { return constantFacts[position] }
      constantFacts.append(number)
    }
    let known = vocabulary.types[Int(type)]
    let fact = ValueFact(
      shape: known.shape, type: known.element,
      constant: constant < 0 ? nil : constants[Int(constant)], isWeight: isWeight,
      followsShape: followsShape, hasParameters: hasParameters)
    facts.append(fact)
    marks.append(
      Marks(
        type: type, constant: constant, isWeight: isWeight, followsShape: followsShape,
        hasParameters: hasParameters, isOpen: known.shape.isOpen, count: fact.count,
        byteCount: fact.byteCount))
    return number
  }

  /// The number of a fact that a rule has found out.
  mutating func number(of fact: ValueFact, in vocabulary: inout GraphVocabulary) -> Int32 {
    number(
      type: vocabulary.number(of: ValueType(fact.shape, fact.type)),
      constant: fact.constant.map { number(of: $0) } ?? -1, isWeight: fact.isWeight,
      followsShape: fact.followsShape, hasParameters: fact.hasParameters, in: vocabulary)
  }

  /// The same fact without the constant.
  mutating func withoutConstant(_ number: Int32, in vocabulary: GraphVocabulary) -> Int32 {
    let marks = marks[Int(number)]
    return self.number(
      type: marks.type, isWeight: marks.isWeight, followsShape: marks.followsShape,
      hasParameters: marks.hasParameters, in: vocabulary)
  }
}

extension Shape? {
  /// Whether the rank or a dimension is not known.
  var isOpen: Bool {
    guard let self else { return true }
    return self.contains(nil)
  }
}

extension ConstantValue {
  /// Bytes that no other constant has: floats by their bits, since 0 and -0 are not the same.
  fileprivate var key: [UInt8] {
    var key: [UInt8] = []
    key.reserveCapacity(9 * count + 1)
    switch elements {
    case .ints(let ints):
      for int in ints {
        key.append(int == nil ? 0 : 1)
        key.append(littleEndian: int ?? 0)
      }
    case .floats(let floats):
      key.append(2)
      for float in floats { key.append(littleEndian: float.bitPattern) }
    }
    return key
  }
}
