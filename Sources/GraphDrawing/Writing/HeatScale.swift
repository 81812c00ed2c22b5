/// Colours for a figure: from pale to deep, in equal steps of its square root, so that small figures
/// can still be told apart beside large ones.
struct HeatScale {
  let figure: Figure
  /// The largest figure of a box.
  let most: Int

  /// The scale over all vertices of a diagram.
  init(_ figure: Figure, of diagram: Diagram) {
    self.figure = figure
    most = diagram.vertices.compactMap { figure.value(of: $0.cost) }.max() ?? 0
  }

  /// The colour for a figure, and whether text on it is light.
  func colour(_ value: Int) -> (fill: String, isDeep: Bool) {
    let share = most > 0 ? (Double(value) / Double(most)).squareRoot() : 0
    return Self.colour(min(max(share, 0), 1))
  }

  /// The colour at a place from 0 to 1.
  static func colour(_ share: Double) -> (fill: String, isDeep: Bool) {
    let place = share * Double(stops.count - 1)
    let index = min(Int(place), stops.count - 2)
    let (low, high) = (stops[index], stops[index + 1])
    let part = place - Double(index)
    let parts = (0..<3).map { Int((low[$0] + (high[$0] - low[$0]) * part).rounded()) }
    let digits = parts.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    return ("#" + digits, share > 0.62)
  }

  /// ColorBrewer's YlOrRd, without its darkest.
  private static let stops: [[Double]] = [
    [255, 250, 214], [254, 217, 118], [253, 160, 70], [240, 80, 45], [165, 10, 38],
  ]
}
