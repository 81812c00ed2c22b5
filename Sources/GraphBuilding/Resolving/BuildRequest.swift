import ByteReading
import ComputationGraph
import ContentHashing
import RecordStreams

/// A model file, or a code of a search space, that is to become a graph record.
struct BuildRequest: Sendable {
  /// What the graph is made of.
  enum Contents: Sendable {
    case file(FileContents)
    case architecture(space: String, code: String, any ArchitectureResolver)
  }

  /// How records name the file; the code of an architecture.
  let path: String
  let contents: Contents
  /// The batch to build for; `nil` leaves it to the builder.
  let batch: Int?
  let family: String?

  /// Builds all graphs of the file and writes their records, whole lines: a pickle or JSON file of
  /// a seed's may hold several, and what is known of them.
  func lines(in workshop: inout GraphWorkshop) throws -> [UInt8] {
    guard case .file(let contents) = contents else { return try record(in: &workshop).line }
    return try contents.withBytes { file in
      guard let form = SeedForm(file) else { return try record(of: file, in: &workshop).line }
      let origin = SeedOrigin(
        path: path, sha256: ContentHash(of: file).hexDigits, family: family)
      var lines: [UInt8] = []
      try form.forEachNetwork(of: file, from: path) { network in
        lines += try workshop.records(of: network.get(), from: origin).text
        lines.append(0x0A)
      }
      return lines
    }
  }

  /// Builds the graph and writes its record, a whole line.
  func record(in workshop: inout GraphWorkshop) throws -> GraphRecord {
    switch contents {
    case .file(let file):
      return try file.withBytes { file in
        guard let form = SeedForm(file) else { return try record(of: file, in: &workshop) }
        return try record(of: file, as: form, in: &workshop)
      }
    case .architecture(let space, let code, let resolver):
      var graph = try resolver.graph(
        space: space, code: code, batch: batch ?? workshop.builder.batch)
      graph.family = family ?? graph.family
      workshop.builder.accounting.apply(to: &graph)
      return GraphRecord(graph)
    }
  }

  private func record(
    of file: RawSpan, in workshop: inout GraphWorkshop
  ) throws -> GraphRecord {
    let standard = workshop.builder.batch
    defer { workshop.builder.batch = standard }
    workshop.builder.batch = batch ?? standard
    let format = ModelFormat(of: file, named: path)
    var built = try workshop.build(file, as: format)
    built.compact.name = name
    built.compact.family = family
    built.compact.source = Source(
      format: format.rawValue, path: path, sha256: ContentHash(of: file).hexDigits)
    var writer = JSONWriter(reservingCapacity: built.textSize)
    built.write(to: &writer, accounting: workshop.builder.accounting)
    writer.endLine()
    return GraphRecord(id: built.compact.id, line: writer.take())
  }

  /// The record of the one network of a seed's file.
  private func record(
    of file: RawSpan, as form: SeedForm, in workshop: inout GraphWorkshop
  ) throws -> GraphRecord {
    let standard = workshop.builder.batch
    defer { workshop.builder.batch = standard }
    workshop.builder.batch = batch ?? standard
    let origin = SeedOrigin(path: path, sha256: ContentHash(of: file).hexDigits, family: family)
    var record: GraphRecord?
    try form.forEachNetwork(of: file, from: path) { network in
      guard record == nil else {
        throw LayoutMismatch(found: "several networks", expected: "the one that a record names")
      }
      record = try workshop.record(of: network.get(), from: origin)
    }
    guard let record else {
      throw LayoutMismatch(found: "no network", expected: "the one that a record names")
    }
    return record
  }

  /// The file's name without folders and ending; of a SavedModel, whose files are all called alike,
  /// that of its folder.
  private var name: String {
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let file = path[(slash.map(path.utf8.index(after:)) ?? path.startIndex)...]
    let stem = ModelFormat.withoutEnding(file)
    guard let slash, stem == "saved_model", stem.endIndex < file.endIndex else {
      return String(stem)
    }
    let folders = path[..<slash].split(separator: "/")
    return String(folders.last ?? stem)
  }
}

/// A graph record as text.
struct GraphRecord: Sendable {
  let id: String
  let line: [UInt8]
}

extension GraphRecord {
  init(_ graph: Graph) {
    // About as much as a record takes: storage that grows is copied many times over.
    var storage: [UInt8] = []
    storage.reserveCapacity(graph.nodes.count * 384 + graph.weights.count * 64 + 1024)
    var writer = JSONWriter(appendingTo: storage)
    graph.write(to: &writer)
    writer.endLine()
    self.init(id: graph.id ?? "", line: writer.take())
  }
}
