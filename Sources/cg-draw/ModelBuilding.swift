import ByteReading
import ComputationGraph
import Datasets
import GraphBuilding
import RecordStreams
import ToolSupport

/// Builds graphs of model files, as cg-build does. What it needs is not made before the first model.
struct ModelBuilding: Sendable {
  private let batch: Int?
  private let dimensions: [String: Int]
  private let family: String?
  private var builder: GraphBuilder?

  init(_ options: NamedModelOptions) {
    batch = options.batch
    dimensions = options.dimensions
    family = options.family
  }

  /// Hands over the graphs of a model, which are several in some files.
  mutating func forEachGraph(of model: GraphInput, _ body: (Graph) throws -> Void) throws {
    let builder =
      try builder
      ?? GraphBuilder(costs: try CostTable.standard(), batch: batch, dimensions: dimensions)
    self.builder = builder
    var stream = GraphStream(
      builder: builder, stores: try ModelStores([]), family: family, jobs: 1)
    var waiting: GraphInput? = model
    try stream.run {
      waiting.take()
    } delivering: { outcome in
      switch outcome {
      case .text(let lines):
        var cursor = LineCursor(lines.bytes)
        while let line = cursor.next() {
          if try RecordKind.sniff(line) == .graph { try body(try Graph(json: line)) }
        }
      case .refused(let error, _, _): throw error
      case .leftOut, .architecture, .caution: break
      }
    }
  }
}
