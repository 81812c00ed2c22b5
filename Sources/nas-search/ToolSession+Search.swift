import ArchitectureSearch
import DenseKernels
import RecordStreams
import ToolSupport

/// One run: a strategy with a seed.
struct PlannedRun: Sendable {
  let strategy: SearchStrategy
  let seed: UInt64
}

extension ToolSession {
  /// Runs every strategy with every seed, and tells of it.
  mutating func search(
    _ problem: SearchProblem, _ search: PredictorSearch, _ options: NASSearch
  ) throws {
    let strategies = options.strategy.chosen
    let run = try SearchRun(
      problem, search, options.strategy.evolution, budget: options.strategy.budget,
      for: strategies, form: options.space.form)
    let plans = strategies.flatMap { strategy in
      (0..<options.strategy.seeds).map {
        PlannedRun(strategy: strategy, seed: options.seed.seed &+ UInt64($0))
      }
    }
    // Several runs at once make the best use of threads; a single one gets them all.
    let jobs = options.parallel.count
    let workers = Workers(plans.count == 1 ? jobs : 1)
    let map = OrderedMap<PlannedRun, SearchTrace>(jobs: jobs) { plan in
      try run.trace(plan.strategy, seed: plan.seed, workers: workers)
    }
    var (traces, next): ([SearchTrace], Int) = ([], 0)
    try map.run {
      guard next < plans.count else { return nil }
      next += 1
      return plans[next - 1]
    } delivering: { result in
      let trace = try result.get()
      traces.append(trace)
      // A run that is killed keeps the logs of the seeds that were done.
      if let path = options.report.log { try append(EagleLog(trace, of: problem), to: path) }
      showProgress(traces.count, "runs", share: Double(traces.count) / Double(plans.count))
    }
    try tell(traces, of: problem, options)
  }

  /// Writes proposals.
  mutating func propose(
    _ count: Int, _ problem: SearchProblem, _ search: PredictorSearch, _ options: NASSearch
  ) throws {
    let proposal = try SearchProposal(
      of: count, for: problem, by: options.strategy.chosen[0], search,
      round: options.strategy.iteration, form: options.space.form, seed: options.seed.seed,
      workers: Workers(options.parallel.count))
    if proposal.items.count < count {
      let hint = options.space.pool == nil ? "; --pool adds others than the records name" : ""
      warn("only \(proposal.items.count) architectures may be proposed\(hint)")
    }
    var writer = JSONWriter()
    proposal.write(of: problem, to: &writer)
    try output.write(writer.take())
  }
}
