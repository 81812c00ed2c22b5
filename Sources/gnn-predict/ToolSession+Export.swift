import ComputationGraph
import Datasets
import GraphLearning
import LearningSupport
import RecordStreams
import ToolSupport

extension ToolSession {
  /// Writes a predictor as an ONNX model, and graphs as it reads them, as far as they are asked for.
  mutating func export(
    _ path: String, _ input: InputOptions, _ options: ForecastOptions
  ) throws {
    let predictor = try checkpoint(path).0.predictor
    if let path = options.exportONNX {
      try write(predictor.onnx(producer: "perfmill \(perfmillVersion)"), to: path)
    }
    guard let path = options.saveInputs else { return }
    let encoding = predictor.configuration.encoding
    var graphs: [(id: String, encoded: EncodedGraph)] = []
    var (lines, foreign) = (0, 0)
    try eachInput(of: input) { session, input in
      try session.eachLine(of: input, after: &lines) { _, line, _ in
        guard try RecordKind.sniff(line) == .graph else { return }
        let graph = try Graph(json: line)
        if let encoded = encoding.encode(graph) {
          graphs.append((graph.id ?? "", encoded))
        } else {
          foreign += 1
        }
      }
    }
    if foreign > 0, let demand = encoding.demand {
      warn("\(foreign) graphs were left out; \(encoding.rawValue) reads \(demand)")
    }
    try write(ONNXInputs(graphs, encoding).file, to: path)
  }
}
