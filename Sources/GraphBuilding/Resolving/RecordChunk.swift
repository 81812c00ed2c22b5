import ByteReading
import Datasets
import RecordStreams

/// What names a graph before it is built.
struct ModelReference: Sendable, Hashable {
  /// The search space, if a code of one is named.
  var space: String?
  /// The path of a model file; the code in its space.
  let path: String
  let batch: Int?
}

/// Some lines of a record stream, with the models that they are the first to name.
struct RecordChunk: Sendable {
  enum Entry: Sendable {
    /// Lines that pass through.
    case text([UInt8])
    /// A measurement that names a model.
    case measurement(Measurement, of: ModelReference, line: Int)
    /// A measurement that names a search space's code, of a space that is not known, which passes through.
    case architecture
    /// What the user should know of the way in which a code was told.
    case caution(String)
    /// A line that is no record.
    case refused(any Error, line: Int)
  }

  let input: String
  private(set) var entries: [Entry] = []
  /// What is to be built; what cannot even be found stands as its error.
  private(set) var builds: [(reference: ModelReference, request: Result<BuildRequest, any Error>)] =
    []
  /// Lines that pass through, behind the entries.
  private var passing: [UInt8] = []
  private var size = 0

  init(input: String) {
    self.input = input
  }

  /// Whether the chunk is large enough to be worked on: few models, so that all threads get some.
  var isFull: Bool { builds.count >= 4 || entries.count >= 512 || size >= 1 << 20 }

  /// Keeps a line to be passed through; neighbours are kept together.
  mutating func pass(_ line: RawSpan) {
    size += line.byteCount
    passing.append(line)
    passing.append(0x0A)
  }

  mutating func append(_ entry: Entry) {
    close()
    entries.append(entry)
  }

  /// Makes an entry of the lines that were passed last.
  mutating func close() {
    guard !passing.isEmpty else { return }
    entries.append(.text(passing))
    passing = []
  }

  mutating func build(_ reference: ModelReference, _ request: Result<BuildRequest, any Error>) {
    builds.append((reference, request))
  }
}
