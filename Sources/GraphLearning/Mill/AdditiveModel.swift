/// A network's figure as the sum of its nodes' roofline times, each corrected by a factor that is a smooth
/// function of the node's form, learned for each operator from whole networks.
///
/// A node of an operator that was never seen counts at its roofline time. The correction is a Gaussian
/// process: linear in the sums of `NodeMarks`' features, with noise in proportion to the figure.
struct AdditiveModel: Sendable {
  let costs: RooflineCosts
  let marks: [(kind: String, marks: NodeMarks)]
  let process: KernelProcess
  /// For each operator its marks, and what each of their features adds to the correction.
  private let corrections: [String: (marks: NodeMarks, slopes: ArraySlice<Double>)]

  /// Fits a model; figures must be above 0.
  init(to networks: [MillExpert.Point], _ figures: [Double], multiples: [Double]? = nil) {
    costs = RooflineCosts(of: networks, figures)
    var works: [String: [NodeWork]] = [:]
    for point in networks {
      for work in point.traits.works { works[work.kind, default: []].append(work) }
    }
    var marks: [(kind: String, marks: NodeMarks)] = []
    for kind in works.keys.sorted() {
      if let own = NodeMarks(of: works[kind] ?? []) { marks.append((kind, own)) }
    }
    self.marks = marks
    var (points, targets): ([Double], [Double]) = ([], [])
    for (point, figure) in zip(networks, figures) {
      let (base, features) = Self.features(point, costs, marks)
      points += features.map { $0 / figure }
      targets.append(1 - base / figure)
    }
    let width = marks.reduce(0) { $0 + $1.marks.count }
    process = KernelProcess(
      [(.linear, width)], [points], targets, multiples: multiples, hasConstant: false)
    corrections = Self.corrections(marks, process)
  }

  /// A model as a checkpoint keeps it.
  init(costs: RooflineCosts, marks: [(kind: String, marks: NodeMarks)], process: KernelProcess) {
    self.costs = costs
    self.marks = marks
    self.process = process
    corrections = Self.corrections(marks, process)
  }

  /// The figure of a network, and how uncertain its logarithm is.
  func predict(_ point: MillExpert.Point, withSpread: Bool) -> (value: Double, spread: Double) {
    let (base, features) = Self.features(point, costs, marks)
    guard base > 0 else { return (.nan, .infinity) }
    let (correction, deviation) = process.predict(
      [features.map { $0 / base }], withDeviation: withSpread)
    let value = base * (1 + correction)
    // A correction far from what was seen must not turn a figure negative.
    let held = max(value, base / 10)
    return (held, deviation * base / held)
  }

  /// What is said of the training networks when each is left out of the correction.
  func leftOut(_ networks: [MillExpert.Point], _ figures: [Double]) -> (
    values: [Double], spreads: [Double], left: KernelProcess.LeftOut
  ) {
    let bases = networks.map { Self.features($0, costs, marks).base }
    let left = process.leftOut(zip(bases, figures).map { 1 - $0 / $1 })
    var (values, spreads): ([Double], [Double]) = ([], [])
    for (index, figure) in figures.enumerated() {
      // The target is 1 - base / figure, so that what is said of the figure is base + figure · target.
      let value = max(bases[index] + figure * left.predictions[index], bases[index] / 10)
      values.append(value)
      spreads.append(left.deviations[index] * figure / value)
    }
    return (values, spreads, left)
  }

  /// What each distinct node of a network takes.
  func times(_ point: MillExpert.Point) -> [Double] {
    zip(point.traits.works, costs(point)).map { work, time in
      guard let (marks, slopes) = corrections[work.kind] else { return time }
      let correction = zip(marks.features([(work, 1)]), slopes).reduce(0) { $0 + $1.0 * $1.1 }
      return max(time * (1 + correction), time / 10)
    }
  }

  private static func corrections(
    _ marks: [(kind: String, marks: NodeMarks)], _ process: KernelProcess
  ) -> [String: (marks: NodeMarks, slopes: ArraySlice<Double>)] {
    let slopes = process.slopes(ofPart: 0)
    var corrections: [String: (marks: NodeMarks, slopes: ArraySlice<Double>)] = [:]
    var first = 0
    for (kind, marks) in marks {
      corrections[kind] = (marks, slopes[first..<first + marks.count])
      first += marks.count
    }
    return corrections
  }

  private static func features(
    _ point: MillExpert.Point, _ costs: RooflineCosts, _ marks: [(kind: String, marks: NodeMarks)]
  ) -> (base: Double, features: [Double]) {
    var (base, own): (Double, [String: [(work: NodeWork, time: Double)]]) = (0, [:])
    for (work, time) in zip(point.traits.works, costs(point)) {
      base += time * work.count
      own[work.kind, default: []].append((work, time * work.count))
    }
    let features = marks.flatMap { kind, marks in
      own[kind].map { marks.features($0) } ?? Array(repeating: 0, count: marks.count)
    }
    return (base, features)
  }
}
