import ByteReading
import ComputationGraph

/// A network on its way to a graph, in flat lists: nodes and types by their numbers in a lexicon.
///
/// Importers of files that come by the thousand write it themselves; for all others a
/// ``GraphDraft`` is turned into one.
struct Blueprint {
  /// A tensor: an input, a weight, or what a node computes.
  struct Value {
    /// The number of the type that the file declares; -1 if it does not.
    var declared: Int32 = -1
    /// The number of the contents of a small weight; -1 if they are not known.
    var constant: Int32 = -1
    /// Whether it is part of the file.
    var isWeight = false
    /// Whether it counts among the parameters whatever its type.
    var isParameter = false
    /// Whether it is an input, a weight or a node's result.
    var isDefined = false
  }

  /// An operator applied once.
  struct Node {
    var spelling: Int32
    /// The name's number among `nodeNames`; -1 if it has none.
    var name: Int32
    /// The number of the node in its file's words among `seeds`; -1 if there are none.
    var seed: Int32 = -1
    /// The numbers of the values that it reads, among `operands`.
    var operands: Range<Int32>
    /// The numbers of the values that it computes, among `results`.
    var results: Range<Int32>
  }

  var name: String?
  var layout: String?
  /// What the file says of the network in its own words.
  var seed: [UInt8]?
  var values: [Value] = []
  var nodes: [Node] = []
  /// Numbers of values, -1 for one that is left out.
  var operands: [Int32] = []
  /// Numbers of values, -1 for one that nobody asked for.
  var results: [Int32] = []
  var inputs: [Int32] = []
  var outputs: [Int32] = []
  /// The names of all values, by their numbers.
  var names = ByteTable()
  var nodeNames = ByteTable()
  var seeds = ByteTable()

  /// Drops everything and keeps the storage.
  mutating func removeAll() {
    (name, layout, seed) = (nil, nil, nil)
    values.removeAll(keepingCapacity: true)
    nodes.removeAll(keepingCapacity: true)
    operands.removeAll(keepingCapacity: true)
    results.removeAll(keepingCapacity: true)
    inputs.removeAll(keepingCapacity: true)
    outputs.removeAll(keepingCapacity: true)
    names.removeAll()
    nodeNames.removeAll()
    seeds.removeAll()
  }

  /// The number of the value of a name, which need not be defined yet; a guess makes it quicker.
  mutating func number(of name: RawSpan, guess: Int32 = -1) -> Int32 {
    let (number, isNew) = names.number(of: name, guess: Int(guess))
    if isNew { values.append(Value()) }
    return Int32(number)
  }

  /// Defines the value of a name, and returns its number; `nil` if it is defined already.
  mutating func define(_ name: RawSpan, _ value: Value) -> Int32? {
    let number = number(of: name)
    return define(number, value) ? number : nil
  }

  /// Defines a value; false if it is defined already.
  mutating func define(_ number: Int32, _ value: Value) -> Bool {
    guard !values[Int(number)].isDefined else { return false }
    values[Int(number)] = value
    values[Int(number)].isDefined = true
    return true
  }

  /// How messages call a node.
  func label(of node: Int, _ lexicon: Lexicon) -> String {
    let name = nodes[node].name < 0 ? "" : " \"\(nodeNames[Int(nodes[node].name)].text)\""
    return "node \(node) (\(lexicon.spellings[Int(nodes[node].spelling)].op)\(name))"
  }

  /// The name of a result of a node, which somebody asked for.
  func name(ofResult position: Int, of node: Int) -> String {
    names[Int(results[resultRange(of: node).lowerBound + position])].text
  }

  /// The operands of a node, as positions in their list.
  func operandRange(of node: Int) -> Range<Int> {
    Int(nodes[node].operands.lowerBound)..<Int(nodes[node].operands.upperBound)
  }

  /// The results of a node, as positions in their list.
  func resultRange(of node: Int) -> Range<Int> {
    Int(nodes[node].results.lowerBound)..<Int(nodes[node].results.upperBound)
  }
}
