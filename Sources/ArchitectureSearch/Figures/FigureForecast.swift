internal import ComputationGraph
internal import Datasets
package import DenseKernels
internal import GraphBuilding
package import GraphLearning
internal import SearchSpaces

extension FigureColumn {
  /// What a checkpoint predicts of the architectures of a table, a column for each of its targets.
  ///
  /// A checkpoint that reads cells gets the searched cell, another the whole network.
  ///
  /// - Parameters:
  ///   - checkpoint: The checkpoint.
  ///   - table: The architectures.
  ///   - workers: The threads.
  /// - Returns: The columns.
  /// - Throws: If the space does not have what the checkpoint reads.
  package static func predicted(
    by checkpoint: Checkpoint, of table: FigureTable, workers: Workers
  ) throws -> [FigureColumn] {
    let readsCells = checkpoint.predictor.configuration.encoding.readsCells
    var choice = GraphChoice()
    choice.view = readsCells ? .cell : .network
    let maker = try GraphMaker(
      of: table.space, choice,
      builder: readsCells ? nil : try GraphBuilder(costs: CostTable.standard()))
    let forecaster = try Forecaster(checkpoint, hash: "", platforms: [], coverage: 0.8)
    var columns = checkpoint.predictor.targets.map {
      FigureColumn(metric: $0.metric, platform: $0.platform, unit: $0.unit, values: [])
    }
    // Graphs of whole networks are large, so that not all are kept at once.
    for start in stride(from: 0, to: table.architectures.count, by: 256) {
      let end = min(start + 256, table.architectures.count)
      let graphs = table.architectures[start..<end].map { maker.graph(of: $0) }
      for said in forecaster.predictions(for: graphs, workers: workers) {
        for index in columns.indices {
          columns[index].values.append(index < said.count ? said[index].value : nil)
        }
      }
    }
    return columns
  }
}
