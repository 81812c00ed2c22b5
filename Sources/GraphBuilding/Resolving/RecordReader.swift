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
    return number == first ? nil : chunk
  }
}

/// Finds the models that measurements name.
struct ModelFinder {
  let stores: ModelStores
  /// The family of all graphs; `nil` takes the measurements' own.
  let family: String?
  /// Models that a record has named before.
  private var known: Set<ModelReference> = []

  init(_ stores: ModelStores, family: String?) {
    self.stores = stores
    self.family = family
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
    case .architecture:
      chunk.append(.architecture)
      chunk.pass(line)
    case .model(let path):
      let reference = ModelReference(path: path, batch: measurement.batch)
      if known.insert(reference).inserted {
        chunk.build(reference, request(reference, measurement))
      }
      chunk.append(.measurement(measurement, of: reference, line: number))
    }
  }

  private func request(
    _ reference: ModelReference, _ measurement: Measurement
  ) -> Result<BuildRequest, any Error> {
    Result {
      BuildRequest(
        path: reference.path,
        contents: try stores.contents(of: reference.path, namedBy: measurement.source?.path),
        batch: reference.batch, family: family ?? measurement.family)
    }
  }
}
