internal import ByteReading
internal import ComputationGraph
internal import Datasets
internal import RecordStreams

/// Reads lines of records into a table; measurements that resemble each other cost little.
struct FigureLineReader {
  private(set) var table = FigureTable()
  private let file: String
  private var patterns: [FigurePattern] = []
  /// The pattern of the line that came after one of each pattern.
  private var successors: [Int] = []
  private var last = 0
  private var found: [Range<Int>] = []
  private var name: [UInt8] = []
  private var family = 0
  private var split = 0
  /// How many lines had a pattern that was known, less those that had not.
  private var gain = 0

  /// Lines of one source have a few patterns: one a platform, most often.
  private static let patternLimit = 64

  init(file: String) {
    self.file = file
  }

  /// Reads a line; lines of other kinds are passed over.
  mutating func read(_ line: RawSpan, number: Int) throws(RecordError) {
    if readByPattern(line, number) { return }
    switch try RecordKind.sniff(line) {
    case .graph: table.add(try Graph(json: line))
    case .measurement:
      table.add(try Measurement(json: line), file: file, line: number)
      learn(line)
    default: break
    }
  }

  private mutating func learn(_ line: RawSpan) {
    gain -= 1
    // Where lines have nothing in common, looking for it is of no use.
    if gain < -2 * Self.patternLimit {
      (patterns, successors) = ([], [])
    } else if patterns.count < Self.patternLimit, let row = table.rows.last,
      let pattern = FigurePattern(line, row)
    {
      if !patterns.isEmpty { successors[last] = patterns.count }
      last = patterns.count
      successors.append(0)
      patterns.append(pattern)
    }
  }

  private mutating func readByPattern(_ line: RawSpan, _ number: Int) -> Bool {
    guard !patterns.isEmpty else { return false }
    let likely = successors[last]
    if add(line, number, likely) { return true }
    for other in patterns.indices where other != likely {
      if add(line, number, other) { return true }
    }
    return false
  }

  /// Adds a line if it has a pattern.
  private mutating func add(_ line: RawSpan, _ number: Int, _ choice: Int) -> Bool {
    guard patterns[choice].line.matches(line, &found),
      let row = row(of: line, number, patterns[choice])
    else { return false }
    table.add(row)
    successors[last] = choice
    last = choice
    gain = min(gain + 1, 1 << 20)
    return true
  }

  /// The row of a line of which the holes are found; `nil` if its numbers are none.
  private mutating func row(
    of line: RawSpan, _ number: Int, _ pattern: FigurePattern
  ) -> FigureTable.Row? {
    for hole in pattern.others where Self.number(line.extracting(found[hole])) == nil { return nil }
    var row = pattern.row
    if let hole = pattern.value {
      guard let value = Self.number(line.extracting(found[hole])) else { return nil }
      row.value = value
    }
    let network = line.extracting(found[pattern.network])
    let prefix = pattern.prefix
    if prefix.isEmpty {
      row.network = Int32(table.number(ofNetwork: network))
    } else {
      // The room for names changes hands, so that nothing but the table is changed by the look-up.
      var whole: [UInt8] = []
      swap(&whole, &name)
      whole.removeAll(keepingCapacity: true)
      whole.append(prefix.bytes)
      whole.append(network)
      row.network = Int32(table.number(ofNetwork: whole.bytes))
      swap(&whole, &name)
    }
    if let hole = pattern.family {
      family = table.number(ofName: line.extracting(found[hole]), guess: family)
      row.family = Int32(family)
    }
    if let hole = pattern.split {
      split = table.number(ofName: line.extracting(found[hole]), guess: split)
      row.split = Int32(split)
    }
    row.line = number
    return row
  }

  private static func number(_ text: RawSpan) -> Double? {
    do throws(JSONError) {
      var scanner = JSONScanner(text)
      let value = try scanner.readDouble()
      return scanner.position == text.byteCount ? value : nil
    } catch {
      return nil
    }
  }
}
