import ByteReading
import ComputationGraph
import Datasets
import GraphBuilding
import RecordStreams
import ToolSupport

/// Where one graph, or the graphs of one file, come from.
enum GraphSource: Sendable {
  /// A graph's record.
  case record([UInt8], Place)
  /// A model file.
  case model(name: String, contents: FileContents)
  /// A line that is no record, or an input that cannot be read; it waits for its turn to be refused.
  case failure(any Error, Place)

  var place: Place {
    switch self {
    case .record(_, let place), .failure(_, let place): place
    case .model(let name, _): Place(name)
    }
  }

  /// Hands over the graphs: read from the record, or built from the file.
  func forEachGraph(_ models: inout ModelBuilding, _ body: (Graph) throws -> Void) throws {
    switch self {
    case .failure(let error, _): throw error
    case .record(let line, _): try body(try Graph(json: line.bytes))
    case .model(let name, let contents):
      try models.forEachGraph(of: .model(name: name, contents: contents), body)
    }
  }
}

/// The graphs that inputs hold, one source after the other.
struct GraphQueue: ~Copyable {
  private var inputs: InputList
  private var lines: LineInput?

  init(_ options: InputOptions) {
    inputs = InputList(
      options,
      choosing: .ending(in: ModelFormat.endings + SeedForm.endings + [".jsonl"]) { name in
        ModelFormat.isModel(name)
          || (SeedForm.endings + [".jsonl"]).contains(where: name.hasSuffix)
      })
  }

  /// The next source, or `nil` at the end; inputs that are not there are refused on the way.
  mutating func next(_ session: inout ToolSession) throws -> GraphSource? {
    while true {
      if let source = nextRecord() { return source }
      guard let input = try session.next(of: &inputs) else { return nil }
      do {
        let source = try input.open(peeking: 256)
        if input.holdsRecords(source) {
          lines = LineInput(source)
        } else {
          return .model(name: input.name, contents: try input.contents(of: source))
        }
      } catch {
        return .failure(error, Place(input.name))
      }
    }
  }

  private mutating func nextRecord() -> GraphSource? {
    guard var lines = lines.take() else { return nil }
    var place = Place(lines.name, line: lines.lineNumber)
    var found: GraphSource?
    do {
      while found == nil, let line = try lines.next() {
        place.line? += 1
        do {
          if try RecordKind.sniff(line) == .graph { found = .record(line.copied(), place) }
        } catch {
          found = .failure(error, place)
        }
      }
    } catch {
      return .failure(error, Place(place.input))
    }
    if found != nil { self.lines = consume lines }
    return found
  }
}
