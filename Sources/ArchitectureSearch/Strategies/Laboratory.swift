/// Where a simulated search trains architectures: each is looked up once and counted.
struct Laboratory {
  /// What is searched.
  let problem: SearchProblem
  /// The most architectures that are trained.
  let budget: Int
  /// The architectures that may be trained.
  let pool: [Int]
  /// What was trained, in order.
  private(set) var trials: [Trial] = []
  private let isInPool: Set<Int>
  private var trained: Set<Int> = []

  init(_ problem: SearchProblem, budget: Int) {
    self.problem = problem
    pool = problem.pool
    self.budget = min(budget, pool.count)
    isInPool = Set(pool)
  }

  /// Whether no more architectures may be trained.
  var isClosed: Bool { trials.count >= budget }

  /// Whether an architecture was trained.
  func knows(_ position: Int) -> Bool { trained.contains(position) }

  /// Whether an architecture may be trained at all.
  func isOpen(_ position: Int) -> Bool { isInPool.contains(position) }

  /// The pool without what was trained.
  var untrained: [Int] { pool.filter { !trained.contains($0) } }

  /// Trains an architecture and returns how good it is; one that was trained already costs nothing.
  ///
  /// - Parameters:
  ///   - position: The architecture.
  ///   - round: The round of the predictor that chose it.
  /// - Returns: Its score; `nil` if it is not in the pool, or if no more may be trained.
  @discardableResult
  mutating func train(_ position: Int, round: Int? = nil) -> Double? {
    guard isInPool.contains(position), let figure = problem.figures[position] else { return nil }
    if !trained.contains(position) {
      guard !isClosed else { return nil }
      trained.insert(position)
      trials.append(Trial(position: position, round: round, figure: figure))
    }
    return problem.score(figure)
  }
}
