/// The graph files that lie at hand, by their stems: a label belongs to the graph whose file has the
/// same name up to the last point.
package struct GraphStems: Sendable {
  private var numbers: [String: Int] = [:]
  private var paths: [String] = []
  /// How many files have a stem that another has too; the first one counts.
  package private(set) var repeated = 0

  /// No graphs.
  package init() {}

  /// The number of graphs.
  package var count: Int { paths.count }

  /// How the names of graph files end.
  package static let suffixes = [".pkl", ".pickle", ".onnx", ".tflite", ".pb", ".h5"]

  /// Whether a path is that of a graph file.
  package static func isGraph(_ path: String) -> Bool { suffixes.contains(where: path.hasSuffix) }

  /// Adds a graph file.
  package mutating func add(_ path: String) {
    let stem = LabelFile.stem(of: path)
    guard numbers[stem] == nil else {
      repeated += 1
      return
    }
    numbers[stem] = paths.count
    paths.append(path)
  }

  /// The graph of a label.
  func graph(of stem: String) -> (number: Int, path: String)? {
    numbers[stem].map { ($0, paths[$0]) }
  }

  /// The number of a graph file, or of one with the same stem.
  package func number(of path: String) -> Int? { numbers[LabelFile.stem(of: path)] }
}
