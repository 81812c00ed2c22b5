import ComputationGraph
import GraphBuilding
import SearchSpaces
import Testing

@Suite("Search spaces")
struct SpaceTableTests {
  #if DEBUG
  private static let draws = 500
  #else
  private static let draws = 10_000
  #endif

  @Test func `are all in the table, once`() {
    #expect(SpaceRow.all.map(\.name) == SpaceRegistry.all.map(\.name))
  }

  @Test(arguments: SpaceRow.all)
  func `write codes that read back the same`(row: SpaceRow) throws {
    let space = try row.space()
    // A hash names all codes of one cell.
    for encoding in space.encodings where encoding.isReadable && encoding.name != "hash" {
      let isFirst = encoding == space.encodings[0]
      for draw in 0..<Self.draws {
        var random = SeededRandom(seed: 1, stream: draw)
        let genes = space.sample(using: &random)
        let text = space.text(of: genes, as: encoding.name)
        // An index names a cell, of which there may be several codes; the draws are the first.
        let again = try space.genes(from: text, as: encoding.name)
        let known = isFirst ? try space.genes(from: text, as: nil) : again
        if again != genes || known != genes { Issue.record("\(text)") }
      }
    }
  }

  @Test(arguments: SpaceRow.all)
  func `have as many codes as is known`(row: SpaceRow) throws {
    let space = try row.space()
    #expect(space.count == row.count)
  }

  @Test(arguments: SpaceRow.all)
  func `number every code once`(row: SpaceRow) throws {
    let space = try row.space()
    guard let count = space.count else { return }
    // All of a small space, many of a large one.
    let step = max(1, count / 20_000)
    var seen: Set<Genes> = []
    for position in stride(from: 0, to: count, by: step) {
      let genes = space.genes(at: position)
      try space.check(genes)
      if !seen.insert(genes).inserted { Issue.record("\(genes) twice") }
    }
  }

  @Test(arguments: SpaceRow.all)
  func `read one code in several spellings`(row: SpaceRow) throws {
    let space = try row.space()
    for texts in row.same {
      let genes = try texts.map { try space.genes(from: $0, as: nil) }
      #expect(Set(genes).count == 1, "\(texts)")
    }
  }

  @Test(arguments: SpaceRow.all)
  func `refuse what is no code, with its place`(row: SpaceRow) throws {
    let space = try row.space()
    for (text, position, message) in row.refused {
      let error = #expect(throws: CodeError.self) { try space.genes(from: text, as: nil) }
      #expect(error?.position ?? 0 == position, "\(text): \(error.map(String.init) ?? "")")
      #expect(error?.description.contains(message) == true, "\(error.map(String.init) ?? "")")
    }
  }

  @Test(arguments: SpaceRow.all)
  func `survive noise`(row: SpaceRow) throws {
    let space = try row.space()
    for draw in 0..<2_000 {
      var random = SeededRandom(seed: 2, stream: draw)
      let encoding = space.encodings[0].name
      var text = Array(space.text(of: space.sample(using: &random), as: encoding).utf8)
      for _ in 0...random.next(below: 3) where !text.isEmpty {
        let place = random.next(below: text.count)
        switch random.next(below: 3) {
        case 0: text[place] = UInt8(random.next(below: 128))
        case 1: text.remove(at: place)
        default: text.insert(text[random.next(below: text.count)], at: place)
        }
      }
      // Whatever is read is a code of the space.
      if let genes = try? space.genes(from: String(decoding: text, as: UTF8.self), as: nil) {
        try space.check(genes)
      }
    }
  }

  @Test(arguments: SpaceRow.all)
  func `change and cross codes within the space`(row: SpaceRow) throws {
    let space = try row.space()
    for draw in 0..<200 {
      var random = SeededRandom(seed: 3, stream: draw)
      let first = space.sample(using: &random)
      let second = space.sample(using: &random)
      let mutated = space.mutated(first, using: &random)
      try space.check(mutated)
      #expect(mutated != first)
      try space.check(space.crossed(first, second, using: &random))
      if draw < 5 {
        let neighbours = space.neighbours(of: first)
        #expect(Set(neighbours).count == neighbours.count)
        #expect(!neighbours.contains(first))
        for neighbour in neighbours { try space.check(neighbour) }
      }
    }
  }

  @Test(arguments: SpaceRow.all)
  func `draw the same codes from the same seed`(row: SpaceRow) throws {
    let space = try row.space()
    func draws(_ seed: UInt64) -> [Genes] {
      (0..<50).map { stream in
        var random = SeededRandom(seed: seed, stream: stream)
        return space.sample(using: &random)
      }
    }
    #expect(draws(7) == draws(7))
    #expect(draws(7) != draws(8))
  }

  @Test(arguments: SpaceRow.all)
  func `build what the importers' rules build`(row: SpaceRow) throws {
    let space = try row.space()
    let builder = GraphBuilder(costs: try CostTable.standard())
    var net = NetworkBuilder(builder)
    for form in space.networkForms {
      for draw in 0..<10 {
        var random = SeededRandom(seed: 4, stream: draw)
        var task = space.tasks[draw % space.tasks.count]
        task.batch = 1 + draw % 3
        let genes = space.sample(using: &random)
        net.build(genes, of: space, as: form.name, for: task)
        let graph = net.graph()
        #expect(graph == (try builder.build(net.draft())).nameless, "\(genes) \(form.name)")
        #expect(graph.nodes.allSatisfy { $0.notes.isEmpty })
        #expect(graph.totals.macs != nil)
      }
    }
  }

  @Test(arguments: SpaceRow.all)
  func `cost what has been published`(row: SpaceRow) throws {
    let space = try row.space()
    var net = NetworkBuilder(GraphBuilder(costs: try CostTable.standard()))
    for (text, macs, parameters) in row.costs {
      let genes = try space.genes(from: text, as: nil)
      net.build(genes, of: space, as: space.networkForms[0].name, for: space.tasks[0])
      let graph = net.graph()
      #expect(graph.totals.macs == macs, "\(text)")
      #expect(graph.trainableParameters == parameters, "\(text)")
    }
  }
}

extension Graph {
  /// The parameters as papers count them: a batch normalisation's mean and variance, which are not
  /// trained, aside.
  var trainableParameters: Int {
    nodes.reduce(0) { total, node in
      let count = node.cost.parameters ?? 0
      return total + (node.op == "BatchNormalization" ? count / 2 : count)
    }
  }

  /// The graph without the empty names that a draft gives to values.
  fileprivate var nameless: Graph {
    var graph = self
    for index in graph.inputs.indices { graph.inputs[index].name = nil }
    for index in graph.weights.indices { graph.weights[index].name = nil }
    for node in graph.nodes.indices {
      for index in graph.nodes[node].outputs.indices {
        graph.nodes[node].outputs[index].name = nil
      }
    }
    return graph
  }
}
