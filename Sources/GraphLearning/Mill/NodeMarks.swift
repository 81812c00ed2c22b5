internal import DenseKernels
internal import Statistics

/// Nodes that stand for all of their operator: a smooth function of a node's form is known by its values at
/// these (Nyström's approximation of a squared exponential kernel, with a constant beside it).
struct NodeMarks: Sendable {
  /// The forms, row by row.
  let forms: [Double]
  private let factor: CholeskyFactor

  static let width = 9 + 2 * NodeWork.lanes.count
  private static let most = 60
  /// Over this difference of the logarithms a function may change.
  private static let length = 4.0

  /// Chooses forms as far from each other as they can be.
  init?(of works: [NodeWork]) {
    var seen: Set<[Double]> = []
    let all = works.map(\.form).filter { seen.insert($0).inserted }
      .sorted { $0.lexicographicallyPrecedes($1) }
    guard let first = all.first else { return nil }
    var chosen = [first]
    var distances = all.map { squaredDistance($0, first) }
    while chosen.count < Self.most,
      let far = distances.indices.max(by: { distances[$0] < distances[$1] }),
      distances[far] > 1e-9
    {
      chosen.append(all[far])
      for index in all.indices {
        distances[index] = min(distances[index], squaredDistance(all[index], all[far]))
      }
    }
    self.init(forms: chosen.flatMap(\.self))
  }

  /// Marks as a checkpoint keeps them; `nil` for what is no list of forms.
  init?(forms: [Double]) {
    let count = forms.count / Self.width
    guard count > 0, forms.count == count * Self.width, count <= Self.most else { return nil }
    self.forms = forms
    var kernel: [Double] = []
    for row in 0..<count {
      for column in 0..<count {
        kernel.append(Self.kernel(forms, row, forms, column) + (row == column ? 1e-5 : 0))
      }
    }
    guard let factor = CholeskyFactor(kernel, size: count) else { return nil }
    self.factor = factor
  }

  /// The number of features.
  var count: Int { factor.size }

  /// The sum of nodes' features, each times what the node takes.
  func features(_ works: [(work: NodeWork, time: Double)]) -> [Double] {
    var sums = Array(repeating: 0.0, count: count)
    for (work, time) in works {
      for index in sums.indices { sums[index] += time * Self.kernel(work.form, 0, forms, index) }
    }
    return factor.solveLower(sums)
  }

  private static func kernel(_ left: [Double], _ row: Int, _ right: [Double], _ column: Int)
    -> Double
  {
    var square = 0.0
    for index in 0..<width {
      let difference = left[row * width + index] - right[column * width + index]
      square += difference * difference
    }
    return 1 + Logarithm.exponential(-square / (2 * length * length))
  }
}
