internal import ComputationGraph
internal import Datasets
internal import PickleFormat
package import RecordStreams

/// Latencies of NAS-Bench-201 cells as Eagle has them: a pickled dictionary from the numbers of six
/// operations to seconds, of one platform.
package enum EaglePickle {
  /// Eagle's numbers of the operations.
  private static let numbers = [
    "none": 0, "skip_connect": 1, "nor_conv_1x1": 2, "nor_conv_3x3": 3, "avg_pool_3x3": 4,
  ]

  /// Writes the dictionary, in the order of its keys.
  ///
  /// - Throws: `CatalogError`; `StreamError`; `ExportError` where there are several platforms or no
  ///   cell.
  package static func write(_ selection: ExportSelection, to output: any ByteSink) throws {
    // There are 15,625 cells, however many figures.
    var figures: [[Int]: Double] = [:]
    var platforms: Set<String> = []
    var name: String?
    try selection.forEach {
      name = $0.name
    } figure: { _, figure in
      guard figure.metric == "latency", let value = figure.value,
        let key = figure.source?.id.flatMap(tuple) ?? name.flatMap(code)
      else { return }
      platforms.insert(figure.platform)
      figures[key] = value
    }
    guard !figures.isEmpty else {
      throw ExportError("no latencies of nasbench201 cells, which are all that Eagle's files hold")
    }
    guard platforms.count == 1 else {
      throw ExportError(
        "a file of Eagle is about one platform; choose with --platform: "
          + platforms.sorted().joined(separator: ", "))
    }
    var pickle = PickleWriter(.four)
    pickle.beginDictionary(figures.count)
    for (key, value) in figures.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      pickle.beginTuple(key.count)
      for number in key { pickle.int(number) }
      pickle.double(value)
    }
    try output.write(pickle.finish())
  }

  /// The numbers of a key as Python prints it: `(0, 1, 2, 3, 4, 0)`.
  private static func tuple(_ text: String) -> [Int]? {
    guard text.hasPrefix("("), text.hasSuffix(")") else { return nil }
    let numbers = text.dropFirst().dropLast().split(separator: ",")
      .compactMap { Int($0.trimmingPrefix(" ")) }
    return numbers.count == 6 && numbers.allSatisfy((0...4).contains) ? numbers : nil
  }

  /// The numbers of a code such as `|none~0|+|none~0|none~1|+|…|`.
  private static func code(_ text: String) -> [Int]? {
    let words = text.split { "|+".contains($0) }.map { $0.prefix { $0 != "~" } }
    let found = words.compactMap { numbers[String($0)] }
    return words.count == 6 && found.count == 6 ? found : nil
  }
}
