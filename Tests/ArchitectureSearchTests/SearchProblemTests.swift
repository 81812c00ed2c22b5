import ArchitectureSearch
import SearchSpaces
import Testing

@Suite("Search problem")
struct SearchProblemTests {
  @Test func `lets only what fulfils the limit be chosen`() throws {
    let table = try MacroSpace.table()
    let problem = try SearchProblem(
      table, SearchGoal(limit: "latency <= 8ms and accuracy > 0.8"))
    let expected = table.architectures.indices.filter { table.architectures[$0].reduce(1, +) <= 8 }
    #expect(problem.pool == expected.filter { (problem.figures[$0] ?? 0) > 0.8 })
    #expect(problem.isEligible == problem.isValid)
  }

  @Test func `goes by what is believed and ends by what is known`() throws {
    let table = try MacroSpace.table()
    var believed = try table.column(named: "latency")
    // A belief that is wrong about the first.
    believed = FigureColumn(
      metric: "latency", platform: "predicted", unit: "s",
      values: [1] + believed.values.dropFirst())
    let problem = try SearchProblem(
      table, SearchGoal(limit: "latency < 2ms"), believing: [believed])
    #expect(problem.isEligible.first == false)
    #expect(problem.isValid.first == true)
  }

  @Test func `finds the best of what is valid`() throws {
    let table = try MacroSpace.table()
    let all = try SearchProblem(table, SearchGoal())
    #expect(all.best == table.architectures.map { MacroSpace.accuracy(of: $0) }.max())
    let least = try SearchProblem(table, SearchGoal(metric: "latency"))
    #expect(least.best == 1e-3)
    #expect(least.score(2) == -2)
  }

  static let metrics = [
    ("accuracy", true), ("latency", false), ("latency@cpu", false), ("peak_memory", false),
    ("memory_utilization", true), ("accuracy@time", true), ("synflow", true), ("", true),
  ]

  @Test(arguments: metrics)
  func `takes the least of costs and the largest of anything else`(metric: String, isLargest: Bool)
  {
    #expect(SearchGoal(metric: metric).isMaximised == isLargest)
    #expect(SearchGoal(metric: metric, isMaximised: false).isMaximised == false)
    #expect(SearchGoal(metric: metric, isMaximised: true).isMaximised)
  }

  @Test func `turns augmenting figures into shares of ranks`() throws {
    let problem = try SearchProblem(
      try MacroSpace.table(step: 6560), SearchGoal(augments: ["latency"]))
    #expect(problem.augments == [[0], [1]])
  }

  @Test(arguments: ["latency <", "nothing < 3", "latency < 3MB"])
  func `refuses a limit that it does not understand`(limit: String) throws {
    let table = try MacroSpace.table()
    #expect(throws: SearchError.self) { try SearchProblem(table, SearchGoal(limit: limit)) }
  }

  @Test func `draws pools`() throws {
    var all = FigureTable(of: MacroSpace.space)
    try SearchPool.all.add(to: &all)
    #expect(all.architectures.count == 6561)
    var some = FigureTable(of: MacroSpace.space)
    try SearchPool.draws(count: 50, seed: 3).add(to: &some)
    #expect(Set(some.architectures).count == 50)
    #expect(throws: SearchError.self) { try SearchPool.eagle(count: 1, seed: 0).add(to: &some) }
    var darts = FigureTable(of: DARTS.darts)
    #expect(throws: SearchError.self) { try SearchPool.all.add(to: &darts) }
    try SearchPool.eagle(count: 2, seed: 123).add(to: &darts)
    var random = PythonRandom(seed: 123)
    #expect(darts.architectures.first == DARTS.eagleGenes(using: &random))
  }

  static let pools: [(String, SearchPool?)] = [
    ("all", .all), ("20:7", .draws(count: 20, seed: 7)),
    ("eagle:10:888", .eagle(count: 10, seed: 888)), ("", nil), ("20", nil), ("0:1", nil),
    ("hawk:1:1", nil), ("1:2:3", nil), ("-1:2", nil),
  ]

  @Test(arguments: pools)
  func `reads pools`(text: String, pool: SearchPool?) {
    #expect(SearchPool(text) == pool)
  }
}
