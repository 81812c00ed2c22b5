internal import ByteReading
internal import RecordStreams

/// A measurement line that others are likely to resemble, and what its holes tell.
final class FigurePattern: Sendable {
  /// The line with holes where a figure's network, value, family, split and origin stand.
  let line: LinePattern
  /// The row that the line has become; others differ in what stands in the holes.
  let row: FigureTable.Row
  /// What comes before the network's name, such as `nasbench201 `.
  let prefix: [UInt8]
  /// The holes of what a row holds; `nil` where the line does not say it.
  let network: Int
  let value: Int?
  let family: Int?
  let split: Int?
  /// Numbers that nobody asks for; they have to be numbers nevertheless.
  let others: [Int]

  /// So many holes tell enough: what follows has to stay the same.
  private static let limit = 24

  /// Finds the holes of a line that has been read; `nil` if it has no one name of its network, or raw
  /// samples.
  ///
  /// - Parameters:
  ///   - bytes: The line.
  ///   - row: What it has become.
  init?(_ bytes: RawSpan, _ row: FigureTable.Row) {
    var (holes, prefix): ([LinePattern.Hole], [UInt8]) = ([], [])
    var roles = Roles()
    do throws(JSONError) {
      var scanner = JSONScanner(bytes)
      try scanner.beginObject()
      while let key = try scanner.nextKey() {
        let before = holes.count
        switch key {
        case "graph", "model":
          try Self.addHoles(in: &scanner, to: &holes)
          roles.networks.append(before)
        case "architecture":
          prefix = try Self.addArchitecture(in: &scanner, to: &holes)
          roles.networks.append(before)
        case "value":
          _ = try scanner.peek()
          let start = scanner.position
          if try scanner.readNull() { continue }
          _ = try scanner.readRaw()
          holes.append(LinePattern.Hole(start..<scanner.position, .number))
          roles.value = before
        case "family":
          try Self.addHoles(in: &scanner, to: &holes)
          roles.family = holes.count > before ? before : nil
        case "split":
          try Self.addHoles(in: &scanner, to: &holes)
          roles.split = holes.count > before ? before : nil
        case "samples": return nil
        case "kind", "platform", "metric", "unit", "phase", "batch", "state", "dataset",
          "conditions":
          _ = try scanner.readRaw()
        default: try Self.addHoles(in: &scanner, to: &holes)
        }
      }
    } catch {
      return nil
    }
    guard roles.networks.count == 1, roles.networks[0] < holes.count else { return nil }
    line = LinePattern(bytes, holes: holes)
    (self.row, self.prefix, network) = (row, prefix, roles.networks[0])
    (value, family, split) = (roles.value, roles.family, roles.split)
    others = holes.indices.filter { holes[$0].token == .number && $0 != roles.value }
  }

  private struct Roles {
    var networks: [Int] = []
    var value: Int?
    var family: Int?
    var split: Int?
  }

  /// Makes holes of the strings and numbers of a value.
  private static func addHoles(
    in scanner: inout JSONScanner, to holes: inout [LinePattern.Hole]
  ) throws(JSONError) {
    let kind = try scanner.peek()
    let start = scanner.position
    switch kind {
    case .object where holes.count < limit:
      try scanner.beginObject()
      while try scanner.nextKey() != nil { try addHoles(in: &scanner, to: &holes) }
    case .array where holes.count < limit:
      try scanner.beginArray()
      while try scanner.nextElement() { try addHoles(in: &scanner, to: &holes) }
    case .string where holes.count < limit:
      _ = try scanner.readString()
      holes.append(LinePattern.Hole(start + 1..<scanner.position - 1, .text))
    case .number where holes.count < limit:
      let text = try scanner.readRaw()
      holes.append(LinePattern.Hole(start..<scanner.position, isCount(text) ? .count : .number))
    default: _ = try scanner.readRaw()
    }
  }

  private static func isCount(_ text: RawSpan) -> Bool {
    let digits = Span<UInt8>(_bytes: text)
    guard 1...18 ~= digits.count, digits[0] != UInt8(ascii: "0") else { return false }
    return digits.indices.allSatisfy { digits[$0] &- UInt8(ascii: "0") < 10 }
  }

  /// Makes a hole of an architecture's code, and returns what comes before it in a name.
  private static func addArchitecture(
    in scanner: inout JSONScanner, to holes: inout [LinePattern.Hole]
  ) throws(JSONError) -> [UInt8] {
    var space: [UInt8] = []
    try scanner.beginObject()
    while let key = try scanner.nextKey() {
      switch key {
      case "space": space = try scanner.readString().decoded()
      case "encoding": try addHoles(in: &scanner, to: &holes)
      default: _ = try scanner.readRaw()
      }
    }
    return space + [UInt8(ascii: " ")]
  }
}
