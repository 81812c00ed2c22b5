import ComputationGraph

/// What one thread has learnt from the graphs that it has built, for those that it will build.
///
/// Nothing that is built depends on what was built before: everything here is looked up by all that
/// it follows from.
struct GraphMemory {
  var vocabulary = GraphVocabulary(reservingForms: 1 << 13)
  var lexicon = Lexicon()
  var facts = KnownFacts()
  var nodes = KnownNodes()
  var perfSeer = KnownOperators()
  var tfLite = KnownTranslations()
  /// The number of the change of the batch that the graph at hand is built for.
  private(set) var context: Int32 = 0
  private var contexts: [NodeInference.BatchChange: Int32] = [:]
  /// The facts of weights without known contents, by their declared types.
  private var weightFacts = NumberTable()
  /// The operation of the last new node of each spelling.
  private var latestOperations = NumberTable()

  /// The bytes after which everything is forgotten: far more than datasets of networks need, since
  /// they repeat themselves, and little enough for every thread to have as much.
  private static let limit = 1 << 26

  /// Forgets everything if it has become too much, and says whether it did. The caller has nothing
  /// that is numbered here.
  @discardableResult
  mutating func trim() -> Bool {
    let size =
      vocabulary.size + lexicon.size + facts.size + nodes.size + perfSeer.size + tfLite.size
    guard size > Self.limit else { return false }
    self = GraphMemory()
    return true
  }

  /// Sets the change of the batch for the graph at hand; 0 stands for none.
  mutating func setContext(_ change: NodeInference.BatchChange?) {
    guard let change else {
      context = 0
      return
    }
    let next = Int32(contexts.count + 1)
    context = contexts[change] ?? next
    if context == next { contexts[change] = next }
  }

  /// The number of what a node does that is spelled so: mostly the same as the one before.
  mutating func number(of operation: Operation, spelled spelling: Int32) -> Int32 {
    let latest = latestOperations[spelling]
    let number = vocabulary.number(of: operation, like: latest < 0 ? nil : latest)
    if number != latest { latestOperations[spelling] = number }
    return number
  }

  /// The number of the fact that a value has a type.
  mutating func fact(ofType type: ValueType) -> Int32 {
    facts.number(type: vocabulary.number(of: type), in: vocabulary)
  }

  /// The number of what is known of a value that nothing defines: what the file says of its type.
  mutating func fact(ofUndefined value: Blueprint.Value) -> Int32 {
    let element = value.declared < 0 ? nil : lexicon.types[Int(value.declared)].element
    return fact(ofType: ValueType(nil, element))
  }

  /// The number of what is known of a weight.
  mutating func fact(ofWeight weight: Blueprint.Value) -> Int32 {
    guard weight.declared >= 0 else {
      let type = vocabulary.number(of: ValueType(nil, nil))
      return facts.number(type: type, constant: weight.constant, isWeight: true, in: vocabulary)
    }
    let isPlain = weight.constant < 0 && !weight.isParameter
    if isPlain, case let known = weightFacts[weight.declared], known >= 0 { return known }
    let type = lexicon.types[Int(weight.declared)]
    let isNumber = type.element.map { $0.isFloat || $0.isQuantised } ?? false
    let isParameter =
      (isNumber || weight.isParameter) && type.dimensions?.isEmpty == false
    let fact = facts.number(
      type: type.type, constant: weight.constant, isWeight: true, hasParameters: isParameter,
      in: vocabulary)
    if isPlain { weightFacts[weight.declared] = fact }
    return fact
  }

  /// What the file says of a result, as far as it still holds: the number of a type.
  mutating func hint(_ declared: Int32, _ binding: InputBinding) -> Int32 {
    guard declared >= 0 else { return NodeStudy.undeclared }
    let type = lexicon.types[Int(declared)]
    if type.isNumeric, binding.change == nil { return type.type }
    return vocabulary.number(of: ValueType(binding.hint(type.dimensions), type.element))
  }
}
