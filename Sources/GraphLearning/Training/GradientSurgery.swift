package import DenseKernels

/// Takes from each task's gradient what works against another's, and averages what is left.
///
/// Reference: Yu and others, Gradient Surgery for Multi-Task Learning, NeurIPS 2020, algorithm 1. As in
/// SeerNet-Multi's reproduction the mean is taken and not the sum.
package struct GradientSurgery {
  /// A list of gradients for each task, one a parameter.
  package var tasks: [[Matrix?]]

  /// The gradients of tasks.
  package init(_ tasks: [[Matrix?]]) {
    self.tasks = tasks
  }

  /// One gradient for each parameter.
  ///
  /// - Parameters:
  ///   - order: The tasks in the order in which each looks at the others.
  ///   - workers: The threads.
  /// - Returns: The mean of what is left of the tasks' gradients.
  package func merged(visiting order: [Int], on workers: Workers) -> [Matrix?] {
    let lengths = tasks.map { Self.product($0, $0) }
    var result = Array(repeating: Matrix?.none, count: tasks.first?.count ?? 0)
    for task in tasks.indices {
      var own = tasks[task]
      for other in order where other != task {
        let along = Self.product(own, tasks[other])
        guard along < 0 else { continue }
        let factor = Float(-along / max(lengths[other], 1e-12))
        for index in own.indices {
          Self.grow(&own[index], tasks[other][index], by: factor, on: workers)
        }
      }
      let share = 1 / Float(tasks.count)
      for index in own.indices { Self.grow(&result[index], own[index], by: share, on: workers) }
    }
    return result
  }

  private static func product(_ a: [Matrix?], _ b: [Matrix?]) -> Double {
    var sum = 0.0
    for case (let a?, let b?) in zip(a, b) {
      for (x, y) in zip(a.elements, b.elements) { sum += Double(x) * Double(y) }
    }
    return sum
  }

  private static func grow(
    _ matrix: inout Matrix?, _ other: Matrix?, by factor: Float, on workers: Workers
  ) {
    guard let other else { return }
    var sum = matrix.take() ?? Matrix(rows: other.rows, columns: other.columns)
    sum.add(other, scaledBy: factor, on: workers)
    matrix = sum
  }
}
