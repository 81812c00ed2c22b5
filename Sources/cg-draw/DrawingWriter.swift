import GraphDrawing
import RecordStreams
import ToolSupport

/// Puts drawings where they belong.
struct DrawingWriter {
  private let destination: Destination
  private let format: DrawingFormat
  private var names: Set<String> = []
  /// How many there were.
  private(set) var count = 0
  /// Those of a sheet.
  private(set) var drawings: [Drawing] = []

  /// So many drawings fit on one sheet.
  private static let mostOnSheet = 1024

  init(_ destination: Destination, _ format: DrawingFormat) {
    self.destination = destination
    self.format = format
  }

  /// Keeps a drawing for the sheet.
  mutating func add(_ drawing: Drawing) throws {
    guard count < Self.mostOnSheet else { throw SheetFull(most: Self.mostOnSheet) }
    drawings.append(drawing)
    count += 1
  }

  /// Writes a drawing to the output, or into a file of its own.
  mutating func write(
    _ document: [UInt8], _ name: String, _ id: String, to output: any ByteSink
  ) throws {
    if case .folder(let folder) = destination {
      let file = try folder.file(at: fileName(name, id))
      try file.write(document)
      try file.finish()
    } else {
      guard count == 0 || format == .dot else { throw SecondDrawing() }
      try output.write(document)
    }
    count += 1
  }

  /// A name that no other file has: the graph's, with its id or a number where that is taken.
  private mutating func fileName(_ name: String, _ id: String) -> String {
    let name = Self.plain(name).isEmpty ? Self.plain(id) : Self.plain(name)
    let base = name.isEmpty ? "graph" : name
    var candidate = base
    if names.contains(candidate), !id.isEmpty { candidate = "\(base)-\(Self.plain(id).prefix(11))" }
    var number = 2
    while !names.insert(candidate).inserted {
      candidate = "\(base)-\(number)"
      number += 1
    }
    return "\(candidate).\(format.rawValue)"
  }

  /// The characters that are safe in the name of a file everywhere, at a length that is.
  private static func plain(_ name: String) -> String {
    let plain = name.unicodeScalars.prefix(120).map { scalar -> Character in
      let isKept =
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || "-_.+ ".unicodeScalars.contains(scalar)
      return isKept ? Character(scalar) : "_"
    }
    return String(plain.drop { $0 == "." || $0 == " " })
  }
}

/// Several drawings in one file could not be told apart.
struct SecondDrawing: Error, CustomStringConvertible {
  var description: String {
    "one output holds one drawing; name a folder for more with --into, or take --sheet"
  }
}

/// A sheet has an end.
struct SheetFull: Error, CustomStringConvertible {
  let most: Int

  var description: String { "more than \(most) graphs; a sheet holds no more, --into does" }
}
