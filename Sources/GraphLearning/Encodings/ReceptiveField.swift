/// What a node can hear of in so many layers, as 128 bits: the colour that Weisfeiler and Lehman's
/// refinement gives it after as many rounds (Shervashidze and others, 2011, section 3.1).
///
/// Nodes of one colour, in whatever graphs, have the same rows after as many layers of message passing.
struct ReceptiveField: Hashable, Sendable {
  private var high: UInt64
  private var low: UInt64

  private init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  func hash(into hasher: inout Hasher) {
    // These bits are spread evenly already.
    hasher.combine(low)
  }

  /// The field of each node of a graph after none, one, and so on to so many rounds; features of
  /// connections are not heard.
  static func rounds(of graph: EncodedGraph, _ count: Int) -> [[ReceptiveField]] {
    let rows = graph.featureRows
    let distinct = (0..<rows.distinctCount).map { ReceptiveField(row: $0, of: rows) }
    var rounds = [
      (0..<graph.nodeCount).map { node in
        var field = rows.width == 0 ? ReceptiveField() : distinct[Int(rows.places[node])]
        field.take(categoriesOf: node, graph)
        return field
      }
    ]
    while rounds.count <= count {
      let fields = rounds[rounds.count - 1]
      rounds.append(
        fields.indices.map { node in
          var heard = ReceptiveField(high: 0, low: 0)
          for entry in graph.neighbourOffsets[node]..<graph.neighbourOffsets[node + 1] {
            heard.grow(by: fields[Int(graph.neighbours[Int(entry)])])
          }
          var field = fields[node]
          field.take(heard.high, heard.low)
          return field
        })
    }
    return rounds
  }

  /// The rounds that a network shares nodes by: all of them if it hears stepwise, else the last; `nil`
  /// for a network that compares no nodes.
  static func rounds(
    of graph: EncodedGraph, for network: any GraphNetwork
  ) -> [[ReceptiveField]]? {
    guard let depth = network.hearingDepth else { return nil }
    let rounds = rounds(of: graph, depth)
    return network.hearsStepwise ? rounds : rounds.suffix(1)
  }

  /// What a whole graph comes to for a network that hears so far: its fields in any order, and its
  /// features as a whole.
  static func whole(_ fields: [ReceptiveField], _ graph: EncodedGraph) -> ReceptiveField {
    var sum = ReceptiveField(high: UInt64(fields.count), low: UInt64(graph.statics.count))
    for field in fields { sum.grow(by: field) }
    for value in graph.statics { sum.take(UInt64(value.bitPattern), 1) }
    return sum
  }

  /// A node of which nothing is known.
  private init() {
    (high, low) = (0x243F_6A88_85A3_08D3, 0x1319_8A2E_0370_7344)
  }

  /// A node by its features that are not 0.
  private init(row: Int, of rows: FeatureRows) {
    var field = ReceptiveField()
    rows.forEachNumber(ofRow: row) { field.take(UInt64($1.bitPattern), UInt64($0)) }
    self = field
  }

  /// Goes on with a node's categories.
  private mutating func take(categoriesOf node: Int, _ graph: EncodedGraph) {
    let categories = graph.categoryCount
    for index in 0..<categories {
      take(UInt64(UInt32(bitPattern: graph.categories[node * categories + index])), ~UInt64(index))
    }
  }

  /// Adds a field to a sum in which order does not count.
  private mutating func grow(by field: ReceptiveField) {
    high &+= RandomSource.scramble(field.high ^ 0xA409_3822_299F_31D0)
    low &+= RandomSource.scramble(field.low ^ 0x082E_FA98_EC4E_6C89)
  }

  /// Goes on with two numbers, the order of which counts.
  private mutating func take(_ first: UInt64, _ second: UInt64) {
    let mark = second &* 0x9E37_79B9_7F4A_7C15
    high = RandomSource.scramble(high ^ first &+ mark)
    low = RandomSource.scramble((low &* 0xD6E8_FEB8_6659_FD93) ^ first &- mark)
  }
}
