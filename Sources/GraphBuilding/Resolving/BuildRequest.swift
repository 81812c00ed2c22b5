import ByteReading
import ComputationGraph
import ContentHashing
import RecordStreams

/// A model file that is to become a graph record.
struct BuildRequest: Sendable {
  /// How records name the file.
  let path: String
  let contents: FileContents
  /// The batch to build for; `nil` leaves it to the builder.
  let batch: Int?
  let family: String?

  /// Builds all graphs of the file and writes their records, whole lines: a pickle or JSON file of
  /// a seed's may hold several, and what is known of them.
  func lines(with builder: GraphBuilder) throws -> [UInt8] {
    try contents.withBytes { file in
      guard let form = SeedForm(file) else { return try record(with: builder).line }
      var builder = builder
      builder.batch = batch ?? builder.batch
      let origin = SeedOrigin(
        path: path, sha256: ContentHash(of: file).hexDigits, family: family)
      var lines: [UInt8] = []
      try form.forEachNetwork(of: file, from: path) { network in
        lines += try builder.records(of: network.get(), from: origin).text
        lines.append(0x0A)
      }
      return lines
    }
  }

  /// Builds the graph and writes its record, a whole line.
  func record(with builder: GraphBuilder) throws -> GraphRecord {
    try contents.withBytes { file in
      var builder = builder
      builder.batch = batch ?? builder.batch
      var graph = try builder.build(onnx: file)
      graph.name = name
      graph.family = family
      graph.source = Source(format: "onnx", path: path, sha256: ContentHash(of: file).hexDigits)
      // About as much as a record takes: storage that grows is copied many times over.
      var storage: [UInt8] = []
      storage.reserveCapacity(graph.nodes.count * 384 + graph.weights.count * 64 + 1024)
      var writer = JSONWriter(appendingTo: storage)
      graph.write(to: &writer)
      writer.endLine()
      return GraphRecord(id: graph.id ?? "", line: writer.take())
    }
  }

  /// The file's name without folders and ending.
  private var name: String {
    let utf8 = path.utf8
    let start = utf8.lastIndex(of: UInt8(ascii: "/")).map(utf8.index(after:)) ?? path.startIndex
    let file = path[start...]
    return String(file.hasSuffix(".onnx") ? file.dropLast(5) : file)
  }
}

/// A graph record as text.
struct GraphRecord: Sendable {
  let id: String
  let line: [UInt8]
}
