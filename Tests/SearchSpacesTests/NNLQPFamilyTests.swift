import ComputationGraph
import Foundation
import GraphBuilding
import SearchSpaces
import TestSupport
import Testing

@Suite("NNLQP's families")
struct NNLQPFamilyTests {
  struct Torch: Decodable {
    let parameters: Int?
    let flops: Int?

    enum CodingKeys: String, CodingKey {
      case parameters = "params"
      case flops = "flops_torch_flopcounter_2xMAC"
    }
  }

  static let networks: [(space: String, changes: [String: String], network: String)] = [
    ("nnlqp-alexnet", [:], "alexnet"),
    ("nnlqp-vgg16", ["d=2,2,3,3,3": "d=1,1,2,2,2"], "vgg11"),
    ("nnlqp-googlenet", [:], "googlenet"),
    ("nnlqp-resnet18", [:], "resnet18"),
    ("nnlqp-squeezenet", [:], "squeezenet1_0"),
    ("nnlqp-squeezenet", ["v=10": "v=11", "k=7,": "k=3,"], "squeezenet1_1"),
    ("nnlqp-mobilenetv2", [:], "mobilenet_v2"),
    ("nnlqp-mobilenetv3", [:], "mobilenet_v3_small"),
    ("nnlqp-mnasnet", [:], "mnasnet1_0"),
    ("nnlqp-efficientnet", [:], "efficientnet_b0"),
  ]

  private static let oracle = "data/onnx/torchvision-exports/oracle.json"

  @Test(.enabled(if: SharedData.path(oracle) != nil, "needs shared data"), arguments: networks)
  func `cost what torch counts where nothing is varied`(
    name: String, changes: [String: String], network: String
  ) throws {
    let torch = try #require(
      try JSONDecoder().decode([String: Torch].self, from: SharedData.data(Self.oracle))[network])
    let space = try #require(SpaceRegistry.space(named: name))
    var text = space.text(of: try space.genes(from: "standard", as: nil), as: "choices")
    for (old, new) in changes { text = text.replacingOccurrences(of: old, with: new) }
    var net = NetworkBuilder(GraphBuilder(costs: try CostTable.standard()))
    let genes = try space.genes(from: text, as: nil)
    let graph = net.graph(of: genes, in: space, for: space.tasks[0])
    #expect(graph.totals.macs.map { 2 * $0 } == torch.flops)
    // Torch's running means and variances are buffers and not parameters.
    let buffers = graph.nodes.filter { $0.op == "BatchNormalization" }
      .compactMap { $0.cost.parameters.map { $0 / 2 } }.reduce(0, +)
    #expect(graph.totals.parameters.map { $0 - buffers } == torch.parameters)
  }
}
