import ByteReading
import ComputationGraph
import Datasets
import RecordStreams

/// Reads a record stream chunk by chunk.
struct RecordReader: ~Copyable {
  private var lines: LineInput

  init(_ source: any ByteSource) {
    lines = LineInput(source)
  }

  /// How messages name the stream.
  var name: String { lines.name }

  /// The next lines, or `nil` at the end of the stream.
  mutating func next(_ finder: inout ModelFinder) throws -> RecordChunk? {
    var chunk = RecordChunk(input: lines.name)
    var number = lines.lineNumber
    let first = number
    while !chunk.isFull, let line = try lines.next() {
      number += 1
      finder.take(line, number, into: &chunk)
    }
    chunk.close()
    return number == first ? nil : chunk
  }
}

/// Finds the models that measurements name.
struct ModelFinder {
  let stores: ModelStores
  /// The family of all graphs; `nil` takes the measurements' own.
  let family: String?
  /// Knows the codes of search spaces; without it records that name one pass through.
  let resolver: (any ArchitectureResolver)?
  /// Models that a record has named before.
  private var known: Set<ModelReference> = []
  /// What has been said of the ways in which codes are told.
  private var cautions: Set<String> = []

  init(_ stores: ModelStores, family: String?, _ resolver: (any ArchitectureResolver)?) {
    self.stores = stores
    self.family = family
    self.resolver = resolver
  }

  /// Reads one line into a chunk; a model that is named for the first time is to be built there.
  mutating func take(_ line: RawSpan, _ number: Int, into chunk: inout RecordChunk) {
    do {
      try read(line, number, into: &chunk)
    } catch {
      chunk.append(.refused(error, line: number))
    }
  }

  private mutating func read(
    _ line: RawSpan, _ number: Int, into chunk: inout RecordChunk
  ) throws {
    guard let kind = try RecordKind.sniff(line) else { return }
    guard kind == .measurement else { return chunk.pass(line) }
    let measurement = try Measurement(json: line)
    switch measurement.network {
    case .graph: chunk.pass(line)
    case .architecture(let space, _) where resolver?.knows(space) != true:
      chunk.append(.architecture)
      chunk.pass(line)
    case .architecture(let space, let code):
      let reference = ModelReference(space: space, path: code, batch: measurement.batch)
      note(reference, measurement, number, in: &chunk)
    case .model(let path):
      note(ModelReference(path: path, batch: measurement.batch), measurement, number, in: &chunk)
    }
  }

  private mutating func note(
    _ reference: ModelReference, _ measurement: Measurement, _ line: Int,
    in chunk: inout RecordChunk
  ) {
    if known.insert(reference).inserted {
      chunk.build(reference, request(reference, measurement, in: &chunk))
    }
    chunk.append(.measurement(measurement, of: reference, line: line))
  }

  private mutating func request(
    _ reference: ModelReference, _ measurement: Measurement, in chunk: inout RecordChunk
  ) -> Result<BuildRequest, any Error> {
    Result {
      BuildRequest(
        path: reference.path, contents: try contents(reference, measurement, in: &chunk),
        batch: reference.batch, family: family ?? measurement.family)
    }
  }

  private mutating func contents(
    _ reference: ModelReference, _ measurement: Measurement, in chunk: inout RecordChunk
  ) throws -> BuildRequest.Contents {
    if let space = reference.space, let resolver {
      return .architecture(space: space, code: reference.path, resolver)
    }
    do {
      let place = measurement.source?.path
      return .file(try stores.contents(of: reference.path, namedBy: place))
    } catch let error as ModelNotFound {
      // A file that is named after its code need not be there.
      guard let resolver, let named = resolver.architecture(ofModel: reference.path) else {
        throw error
      }
      if let caution = named.caution, cautions.insert(caution).inserted {
        chunk.append(.caution(caution))
      }
      return .architecture(space: named.space, code: named.code, resolver)
    }
  }
}
