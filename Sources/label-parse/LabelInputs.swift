import LabelFormats
import RecordStreams
import ToolSupport

/// The inputs of a run as work for several threads: small files by the handful, large ones in blocks.
struct LabelInputs: ~Copyable {
  private var inputs: InputList
  private let reader: LabelReader
  private var files: [LabelFile] = []
  private var bytes = 0
  private var ready: [LabelWork] = []
  private var blocks: CSVBlockInput?
  private var table: (name: String, table: LabelTable)?
  /// The graph files among the inputs.
  private(set) var graphs: [String] = []

  /// Up to so many bytes a file is read as a whole.
  private static let smallFile = 1 << 20

  init(_ options: InputOptions, _ reader: LabelReader) {
    let labels = reader.takesPerfSeerAlone ? [".txt"] : Self.labelSuffixes
    inputs = InputList(options, choosing: .ending(in: labels + GraphStems.suffixes))
    self.reader = reader
  }

  private static let labelSuffixes = [".txt", ".csv", ".tsv", ".json", ".jsonl", ".ndjson"].flatMap
  {
    suffix in ["", ".gz", ".zst", ".xz", ".bz2"].map { suffix + $0 }
  }

  /// Returns what is to be done next, or `nil` at the end.
  mutating func next() throws -> LabelWork? {
    while true {
      if let work = try nextBlock() { return work }
      if !ready.isEmpty { return ready.removeFirst() }
      do {
        guard let input = try inputs.next() else { return takeFiles() }
        if GraphStems.isGraph(input.name) {
          graphs.append(input.name)
          continue
        }
        do {
          try read(input)
        } catch {
          hold(.refused(input.name, error))
        }
      } catch {
        hold(.refused(inputs.current, error))
      }
      if files.count >= 32 || bytes >= 1 << 18 { return takeFiles() }
    }
  }

  private mutating func read(_ input: ToolInput) throws {
    let source = try input.open()
    let size = min(source.size ?? Self.smallFile, Self.smallFile)
    let peeked = try PeekedSource(source, count: size + 1)
    if let binary = BinaryInput(prefix: peeked.prefix) { throw binary }
    if peeked.prefix.count <= size {
      if peeked.prefix.isEmpty { throw EmptyFile() }
      files.append(LabelFile(name: input.name, bytes: peeked.prefix))
      bytes += peeked.prefix.count
    } else if let table = try reader.table(of: input.name, peeked.prefix) {
      hold(nil)
      blocks = CSVBlockInput(peeked, table.isQuoted ? table.dialect : nil)
      self.table = (input.name, table)
    } else {
      let all = try peeked.readAll(limit: ToolInput.memoryLimit)
      hold(.files([LabelFile(name: input.name, bytes: all)]))
    }
  }

  private mutating func nextBlock() throws -> LabelWork? {
    guard ready.isEmpty, let (name, table) = table else { return nil }
    do {
      if let block = try blocks?.next() { return .block(block, of: name, table) }
    } catch {
      hold(.refused(name, error))
    }
    blocks = nil
    self.table = nil
    return nil
  }

  /// Puts work behind that which waits.
  private mutating func hold(_ work: LabelWork?) {
    if let files = takeFiles() { ready.append(files) }
    if let work { ready.append(work) }
  }

  private mutating func takeFiles() -> LabelWork? {
    guard !files.isEmpty else { return nil }
    defer {
      files = []
      bytes = 0
    }
    return .files(files)
  }
}

/// A file without a byte.
private struct EmptyFile: Error, CustomStringConvertible {
  var description: String { "an empty file; expected labels" }
}
