import ByteReading
import ComputationGraph
import RecordStreams

/// Reads seeds' networks in JSON: GENNAPE's labelled families, networkx's node-link form, and nn-Meter's.
struct SeedJSON {
  private let path: String

  init(path: String) {
    self.path = path
  }

  /// Hands over each network of a file.
  ///
  /// - Throws: `RecordError` if it is no JSON of these forms, and what the body throws.
  func forEachNetwork(
    of file: RawSpan, _ body: (Result<PickledNetwork, any Error>) throws -> Void
  ) throws {
    var scanner = JSONScanner(file)
    var isFirst = true
    do {
      try scanner.beginObject()
      while let key = try scanner.nextKey() {
        if isFirst,
          ["directed", "multigraph", "graph", "nodes", "links", "edges"].contains(key.string)
        {
          let graph = try NodeLinkGraph(file)
          return try body(
            Result { PickledNetwork(format: .networkx, plan: .draft(try graph.draft())) })
        }
        if isFirst, NNMeterGraph.isNode(scanner) {
          let graph = try NNMeterGraph(file)
          return try body(
            Result { PickledNetwork(format: .nnMeter, plan: .draft(try graph.draft())) })
        }
        isFirst = false
        let entry = try Self.entry(from: &scanner)
        try body(Result { try entry.network(path: path) })
      }
      try scanner.finish()
    } catch let error as JSONError {
      throw RecordError(error)
    }
  }

  /// `{"net_config":…,"perfs":[…],"max_perf":91.23,"cg":{…}}`, figures in per cent.
  private static func entry(from scanner: inout JSONScanner) throws(JSONError) -> GENNAPEEntry {
    _ = try scanner.peek()
    let start = scanner.position
    var graph: GENNAPEGraph?
    var accuracy: PickledAccuracy?
    var seed = JSONWriter()
    seed.beginObject()
    try scanner.readObject { (key, scanner) throws(JSONError) in
      switch key {
      case "cg": graph = try GENNAPEGraph(from: &scanner)
      case "max_perf":
        let digits = try scanner.readRaw().text
        guard let value = Double("\(digits)e-2") ?? Double(digits).map({ $0 / 100 }), 0...1 ~= value
        else {
          throw JSONError(at: start, found: digits, expected: "a figure from 0 to 100")
        }
        accuracy = PickledAccuracy(value: value, digits: digits, unit: "%")
      default:
        seed.key(key.string)
        seed.raw(try scanner.readRaw())
      }
    }
    seed.endObject()
    guard let graph else { throw .missing("cg", at: start) }
    accuracy?.seed = seed.take()
    return GENNAPEEntry(graph, accuracy: accuracy)
  }
}
