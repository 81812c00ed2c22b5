import ArchitectureSearch
import Charts
import RecordStreams
import ToolSupport

extension ToolSession {
  /// Tells the front of what was trained: the metric that decides, and others that should be small.
  mutating func tellFront(
    _ traces: [SearchTrace], of problem: SearchProblem, _ options: NASSearch
  ) throws {
    let columns = try options.report.pareto.map { try problem.table.column(named: $0) }
    let trained = Set(traces.flatMap { $0.trials.map(\.position) }).sorted()
      .filter { problem.isValid[$0] }
    let points = trained.map { position in
      [problem.figures[position].map { problem.score($0) } ?? .nan]
        + columns.map { -($0.values[position] ?? .nan) }
    }
    let places = ParetoFront.places(of: points)
    var table = ReportTable(["architecture", problem.goal.metric] + options.report.pareto)
    for place in places {
      let position = trained[place]
      table.add(
        [.text(problem.table.code(at: position)), .figure(problem.figures[position])]
          + columns.map { .figure($0.values[position]) })
    }
    let form = options.report.form(writesToFile: settings.output != nil)
    try output.write(Array(table.text(form).utf8))
    guard let plot = options.report.plot, let first = columns.first else { return }
    func dots(_ positions: [Int]) -> [(x: Double, y: Double)] {
      positions.map { (first.values[$0] ?? .nan, problem.figures[$0] ?? .nan) }
    }
    let front = places.map { trained[$0] }
    let chart = Chart(
      title: "Architectures that were trained, and their front",
      ChartAxis("\(first.metric), \(first.unit)"), ChartAxis(problem.goal.metric),
      [Chart.Series("trained", dots(trained)), Chart.Series("front", dots(front))], style: .dots)
    try write(Array(chart.svg.utf8), to: plot)
  }
}
