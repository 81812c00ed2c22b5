import ArgumentParser
import ByteReading
import GraphBuilding
import RecordStreams
import ToolSupport

extension ToolSession {
  /// Builds a graph of every model that is given or named by a record, and writes the records.
  mutating func buildGraphs(
    from options: InputOptions, _ building: BuildOptions, _ architectures: ArchitectureOptions,
    _ costs: CostTable, jobs: Int
  ) throws {
    let models = building.models
    var builder = GraphBuilder(costs: costs, batch: models.batch, dimensions: models.dimensions)
    builder.accounting = building.accounting
    var stream = GraphStream(
      builder: builder, stores: try ModelStores(models.models), family: models.family,
      resolver: architectures.resolver(builder), jobs: jobs)
    var inputs = InputList(
      options,
      choosing: .ending(in: ModelFormat.endings + SeedForm.endings) { name in
        ModelFormat.isModel(name) || SeedForm.endings.contains(where: name.hasSuffix)
      })
    var explanation = building.explain.map { ExplanationRequest($0, costs) }
    var hasWarned = false
    var done = 0
    try stream.run {
      while let input = try next(of: &inputs) {
        do {
          return try GraphInput(input)
        } catch {
          try refuse(error, at: Place(input.name))
        }
      }
      return nil
    } delivering: { outcome in
      switch outcome {
      case .text(let lines):
        try output.write(explanation?.text(of: lines) ?? lines)
        done += 1
        showProgress(done, "records")
      case .refused(let error, let input, let line):
        try refuse(error, at: Place(input, line: line))
      case .leftOut: leaveOut()
      case .architecture where !hasWarned:
        hasWarned = true
        warn("records that name an unknown search space are passed through as they are")
      case .architecture: break
      case .caution(let text): warn(text)
      }
    }
    if let explanation, !explanation.hasFound {
      throw ValidationError("no node is, or is called, \"\(explanation.word)\"")
    }
  }
}

extension GraphInput {
  /// Tells records, which begin with a brace, from models.
  fileprivate init(_ input: ToolInput) throws {
    let source = try input.open(peeking: 256)
    if input.holdsRecords(source) {
      self = .records(source)
    } else {
      self = .model(name: input.name, contents: try input.contents(of: source))
    }
  }
}
