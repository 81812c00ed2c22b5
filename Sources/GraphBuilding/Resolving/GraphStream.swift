package import ByteReading
import Datasets
package import RecordStreams

/// One thing that graphs are built from.
package enum GraphInput {
  /// A model file.
  case model(name: String, contents: FileContents)
  /// Records, some of which may name model files.
  case records(any ByteSource)
}

/// One thing that came of it, in the order of the inputs.
package enum GraphOutcome {
  /// Whole lines of records.
  case text([UInt8])
  /// A model or a record that was left out.
  case refused(any Error, input: String, line: Int?)
  /// A further measurement of a model that was refused.
  case leftOut
  /// A record was passed through that names a search space which is not known.
  case architecture
  /// What the user should know of how a code was told from a name; each text once.
  case caution(String)
}

/// Builds graphs from model files, and from records that name them.
///
/// In a record stream a measurement's `model` becomes `graph`; the graph's record comes right
/// before the first measurement of it, once. Everything else passes through byte for byte. Several
/// models are built at once, and the output is the same for any number.
package struct GraphStream {
  private let builder: GraphBuilder
  private let stores: ModelStores
  private let family: String?
  private let resolver: (any ArchitectureResolver)?
  private let jobs: Int

  /// What became of each model.
  private var results: [ModelReference: Result<GraphRecord, any Error>] = [:]
  private var complained: Set<ModelReference> = []
  private var written: Set<String> = []

  /// Prepares a stream.
  ///
  /// - Parameters:
  ///   - builder: Builds the graphs; a record's batch goes before its own.
  ///   - stores: Where model files are.
  ///   - family: The family of all graphs; `nil` takes the measurements' own.
  ///   - resolver: Makes the graphs of codes of search spaces; without it records that name one
  ///     pass through.
  ///   - jobs: How many models are built at once.
  package init(
    builder: GraphBuilder, stores: ModelStores, family: String?,
    resolver: (any ArchitectureResolver)? = nil, jobs: Int
  ) {
    self.resolver = resolver
    self.builder = builder
    self.stores = stores
    self.family = family
    self.jobs = jobs
  }

  /// Runs until there are no more inputs. What either function throws ends the run.
  package mutating func run(
    pulling next: () throws -> GraphInput?, delivering deliver: (GraphOutcome) throws -> Void
  ) throws {
    let map = OrderedMap<GraphWork, GraphWork.Result>(
      jobs: jobs,
      making: { [builder] in
        var workshop = GraphWorkshop(builder)
        return { work in work.done(in: &workshop) }
      })
    var reader: RecordReader?
    var finder = ModelFinder(stores, family: family, resolver)
    try map.run { [family] in
      while true {
        do {
          if let chunk = try reader?.next(&finder) { return .chunk(chunk) }
        } catch {
          let input = reader?.name ?? ""
          reader = nil
          return .failure(error, input: input)
        }
        reader = nil
        switch try next() {
        case nil: return nil
        case .model(let name, let contents):
          return .model(
            BuildRequest(path: name, contents: .file(contents), batch: nil, family: family))
        case .records(let source):
          reader = RecordReader(source)
        }
      }
    } delivering: { result in
      switch try result.get() {
      case .text(let line): try deliver(.text(line))
      case .failure(let error, let input): try deliver(.refused(error, input: input, line: nil))
      case .chunk(let chunk, let built):
        for (reference, result) in built { results[reference] = result }
        for entry in chunk.entries { try handOver(entry, of: chunk, deliver) }
      }
    }
  }

  private mutating func handOver(
    _ entry: RecordChunk.Entry, of chunk: RecordChunk, _ deliver: (GraphOutcome) throws -> Void
  ) throws {
    switch entry {
    case .text(let lines): try deliver(.text(lines))
    case .architecture: try deliver(.architecture)
    case .caution(let text): try deliver(.caution(text))
    case .refused(let error, let line):
      try deliver(.refused(error, input: chunk.input, line: line))
    case .measurement(let measurement, let reference, let line):
      switch results[reference] {
      case .success(let record): try write(measurement, record, reference, deliver)
      case .failure(let error) where complained.insert(reference).inserted:
        if error is ModelNotFound || reference.space != nil {
          try deliver(.refused(error, input: chunk.input, line: line))
        } else {
          try deliver(.refused(error, input: reference.path, line: nil))
        }
      case .failure, nil: try deliver(.leftOut)
      }
    }
  }

  private mutating func write(
    _ measurement: Measurement, _ record: GraphRecord, _ reference: ModelReference,
    _ deliver: (GraphOutcome) throws -> Void
  ) throws {
    if written.insert(record.id).inserted { try deliver(.text(record.line)) }
    // The text has been written or never will be.
    if !record.line.isEmpty {
      results[reference] = .success(GraphRecord(id: record.id, line: []))
    }
    var measurement = measurement
    measurement.network = .graph(record.id)
    var writer = JSONWriter()
    measurement.write(to: &writer)
    writer.endLine()
    try deliver(.text(writer.take()))
  }
}
