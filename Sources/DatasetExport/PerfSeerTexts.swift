internal import ComputationGraph
internal import Datasets
internal import LabelFormats

/// Figures as PerfSeer's label texts, a file a network.
package enum PerfSeerTexts {
  /// Hands over the texts in the order of the graphs' ids.
  ///
  /// A file is called as the source's was, or else as the graph is. Networks that lack one of the
  /// fourteen figures on a platform have no text.
  ///
  /// - Parameters:
  ///   - selection: The figures, of one platform.
  ///   - body: Told the name of a file, with its ending, and its text.
  /// - Returns: How many networks lack figures.
  /// - Throws: `CatalogError`; `ExportError` where there are several platforms, or no text; what the
  ///   body throws.
  package static func forEach(
    _ selection: ExportSelection, _ body: (_ name: String, _ text: String) throws -> Void
  ) throws -> Int {
    var (platform, graph): (String?, String?)
    var labels: [String: PerfSeerLabel] = [:]
    var (written, lacking) = (0, 0)
    func finish() throws {
      for (name, label) in labels.sorted(by: { $0.key < $1.key }) {
        guard let text = label.text else {
          lacking += 1
          continue
        }
        written += 1
        try body(name + ".txt", text)
      }
      labels = [:]
    }
    try selection.forEachFigure { id, figure in
      guard PerfSeerLabel.holds(figure) else { return }
      if let platform, platform != figure.platform {
        throw ExportError(
          "labels of PerfSeer are of one platform; choose \(platform), \(figure.platform) or "
            + "another one with --platform")
      }
      platform = figure.platform
      if graph != id { try finish() }
      graph = id
      labels[figure.source?.id ?? id, default: PerfSeerLabel()].add(figure)
    }
    try finish()
    guard written > 0 else {
      throw ExportError(
        "no network has all fourteen figures of PerfSeer: latency, memory and utilization in "
          + "training and inference")
    }
    return lacking
  }
}
