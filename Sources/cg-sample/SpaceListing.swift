import SearchSpaces
import ToolSupport

/// What `--list` prints.
enum SpaceListing {
  /// All spaces, or one in full.
  static func text(of space: (any SearchSpace)?) -> [UInt8] {
    Array(lines(of: space).utf8)
  }

  private static func lines(of space: (any SearchSpace)?) -> String {
    guard let space else {
      let rows = SpaceRegistry.all.map { [$0.name, $0.size, $0.summary] }
      return columns([["space", "codes", "what it is"]] + rows)
    }
    var rows = [[space.name, space.size, space.summary]]
    rows += space.encodings.map { ["encoding", $0.name, $0.summary] }
    rows += space.cellForms.map { ["cell", $0.name, $0.summary] }
    rows += space.networkForms.map { ["network", $0.name, $0.summary] }
    rows += space.tasks.map { task in
      ["task", task.name, "resolution \(task.resolution), \(task.classes) classes"]
    }
    return columns(rows)
  }

  private static func columns(_ rows: [[String]]) -> String {
    let widths = [0, 1].map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let padded = zip(row, widths).map { text, width in
        text + String(repeating: " ", count: width - text.count + 2)
      }
      return padded.joined() + row[2] + "\n"
    }.joined()
  }
}

extension SearchSpace {
  /// How many codes there are, as text.
  fileprivate var size: String { count.map(String.init) ?? "many" }
}
