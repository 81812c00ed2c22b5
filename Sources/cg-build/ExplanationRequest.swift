import ByteReading
import ComputationGraph
import GraphBuilding

/// What `--explain` prints in place of records.
struct ExplanationRequest {
  let word: String
  private let costs: CostTable
  /// Whether some graph has such a node.
  private(set) var hasFound = false

  init(_ word: String, _ costs: CostTable) {
    self.word = word
    self.costs = costs
  }

  /// The explanations of the nodes that are meant in the graphs among some records.
  mutating func text(of lines: [UInt8]) throws -> [UInt8] {
    var text: [UInt8] = []
    for line in lines.split(separator: 0x0A) {
      let record = Array(line)
      guard let graph = try? Graph(json: record.bytes) else { continue }
      let explanation = GraphExplanation(graph, costs: costs)
      for node in explanation.nodes(word) {
        hasFound = true
        text += Array(explanation.text(of: node).utf8)
      }
    }
    return text
  }
}
