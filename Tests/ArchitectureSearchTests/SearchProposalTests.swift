import ArchitectureSearch
import DenseKernels
import SearchSpaces
import Testing

@Suite("Search proposal")
struct SearchProposalTests {
  private static func problem() throws -> SearchProblem {
    var table = try MacroSpace.table(step: 40)
    try SearchPool.all.add(to: &table)
    return try SearchProblem(table, SearchGoal())
  }

  private static func items(
    _ strategy: SearchStrategy, round: Int
  ) throws -> [SearchProposal.Item] {
    var search = PredictorSearch()
    search.predictor = .ridge
    return try SearchProposal(
      of: 10, for: problem(), by: strategy, search, round: round, seed: 5, workers: Workers(1)
    ).items
  }

  @Test func `begins by chance`() throws {
    let items = try Self.items(.predictor, round: 0)
    #expect(Set(items.map(\.genes)).count == 10)
    #expect(items.allSatisfy { $0.prediction == nil })
  }

  @Test(arguments: [SearchStrategy.predictor, .predictorEvolution])
  func `proposes good architectures that are not known`(strategy: SearchStrategy) throws {
    let problem = try Self.problem()
    let items = try Self.items(strategy, round: 2)
    #expect(items.count == 10)
    let known = Set(
      problem.figures.indices.filter { problem.figures[$0] != nil }
        .map { problem.table.architectures[$0] })
    #expect(items.allSatisfy { !known.contains($0.genes) })
    let means = items.reduce(0) { $0 + MacroSpace.accuracy(of: $1.genes) } / 10
    #expect(means > 0.86, "the mean of all is 0.85")
  }
}
