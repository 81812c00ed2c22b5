import ComputationGraph
package import GraphBuilding

/// The layers that networks are put together from, each inferred once for each shape of what it
/// reads.
///
/// A network repeats few layers many times. The first time that a layer is met it goes through the
/// importers' shape rules and cost table; from then on its form is there. What comes out is what
/// building the whole network from a draft gives.
package struct LayerShelf: Sendable {
  /// A layer that reads tensors of certain shapes.
  struct Part: Sendable {
    /// The form's number in the vocabulary.
    let form: Int32
    /// The shape of its result, as the shelf numbers shapes.
    let result: Int
    /// Its weights among those of the shelf; they are the operands after those that it reads.
    let weights: Range<Int>
    let cost: Cost
  }

  /// A weight of a layer.
  struct Weight: Sendable {
    /// The type's number in the vocabulary.
    let type: Int32
    /// Whether the layer's attributes spell it out.
    let isFolded: Bool
  }

  private struct Key: Hashable, Sendable {
    let layer: Layer
    let first: Int
    let others: [Int]
  }

  private var workshop: LayerWorkshop
  private var places: [Key: Int] = [:]
  private(set) var parts: [Part] = []
  /// What each part is.
  private var keys: [Key] = []
  /// The part that was asked for last, and the one that came after each part: it mostly does again.
  private var latest: Int?
  private var followers: [Int?] = []
  private(set) var weights: [Weight] = []
  /// The shapes of what layers read and compute, and the number of each one's type.
  private(set) var shapes: [[Int]] = []
  private(set) var types: [Int32] = []
  /// The shapes' numbers by those of the types; -1 for types that no layer reads.
  private var shapeNumbers: [Int] = []

  /// An empty shelf.
  ///
  /// - Parameter builder: Infers the layers; its batch is not looked at.
  package init(_ builder: GraphBuilder) {
    workshop = LayerWorkshop(builder)
  }

  /// What the records of all networks have in common.
  var vocabulary: GraphVocabulary { workshop.vocabulary }

  /// Makes room, so that a shelf does not grow with the number of networks. Only to be called
  /// between networks.
  mutating func tidy() {
    guard workshop.trim() else { return }
    (places, parts, keys, latest, followers, weights) = ([:], [], [], nil, [], [])
    (shapes, types, shapeNumbers) = ([], [], [])
  }

  /// The number of a shape.
  mutating func number(of shape: [Int]) -> Int {
    number(ofType: workshop.number(of: ValueType(shape.map { $0 }, .float32)), shape)
  }

  private mutating func number(ofType type: Int32, _ shape: [Int]) -> Int {
    while shapeNumbers.count <= type { shapeNumbers.append(-1) }
    if shapeNumbers[Int(type)] < 0 {
      shapeNumbers[Int(type)] = shapes.count
      shapes.append(shape)
      types.append(type)
    }
    return shapeNumbers[Int(type)]
  }

  /// The number of the part that a layer is when it reads tensors of these shapes.
  mutating func part(_ layer: Layer, reading first: Int, _ others: [Int]) -> Int {
    let key = Key(layer: layer, first: first, others: others)
    var place: Int?
    if let latest, let follower = followers[latest], keys[follower] == key { place = follower }
    let part = place ?? places[key] ?? add(key)
    if let latest { followers[latest] = part }
    latest = part
    return part
  }

  /// The layer that a part is.
  func layer(_ part: Int) -> Layer { keys[part].layer }

  private mutating func add(_ key: Key) -> Int {
    let spelling = LayerSpelling(key.layer, reading: shapes, key.first, key.others)
    parts.append(part(spelling, key.first, key.others))
    keys.append(key)
    followers.append(nil)
    places[key] = parts.count - 1
    return parts.count - 1
  }

  private mutating func part(_ spelling: LayerSpelling, _ first: Int, _ others: [Int]) -> Part {
    let node = GraphDraft.Node(
      op: spelling.op, opset: LayerSpelling.opset, attributes: spelling.attributes)
    guard
      let layer = workshop.layer(
        node, reading: [types[first]] + others.map { types[$0] },
        and: spelling.weights.map(LayerWorkshop.Weight.init))
    else { preconditionFailure("a layer that reads data is a node") }
    let start = weights.count
    for weight in layer.weights {
      weights.append(Weight(type: weight.type, isFolded: weight.isFolded))
    }
    let shape = workshop.vocabulary.types[Int(layer.result)].shape?.map { $0 ?? 0 } ?? []
    let result = number(ofType: layer.result, shape)
    return Part(form: layer.form, result: result, weights: start..<weights.count, cost: layer.cost)
  }
}

extension LayerSpelling {
  fileprivate init(_ layer: Layer, reading shapes: [[Int]], _ first: Int, _ others: [Int]) {
    self.init(layer, reading: [shapes[first]] + others.map { shapes[$0] })
  }
}

extension LayerWorkshop.Weight {
  fileprivate init(_ weight: LayerSpelling.Weight) {
    self.init(ValueType(weight.shape.map { $0 }, weight.type), constant: weight.constant)
  }
}
