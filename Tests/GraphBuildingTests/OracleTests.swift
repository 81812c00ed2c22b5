import ByteReading
import ComputationGraph
import ContentHashing
import Foundation
import GraphBuilding
import TestSupport
import Testing

@Suite("Agreement with other programs")
struct OracleTests {
  @Test func `onnx infers the same shapes and types for every fixture`() throws {
    let table = Checkout.folder.appending(
      path: "Tests/GraphBuildingTests/Oracles/onnx_shapes.tsv")
    var expected: [Substring: (count: Substring, digest: Substring)] = [:]
    let text = try String(contentsOf: table, encoding: .utf8)
    for line in text.split(separator: "\n") {
      let fields = line.split(separator: "\t")
      expected[fields[0]] = (fields[1], fields[2])
    }
    for model in FixtureModels.all {
      let graph = model.graph
      let lines = graph.nodes.flatMap(\.outputs).map { value in
        let shape = (value.shape ?? []).map { $0.map(String.init) ?? "?" }.joined(separator: ",")
        return "\(value.name ?? "") \(shape) \(value.type?.rawValue ?? "?")\n"
      }
      let digest = ContentHash(of: Array(lines.sorted().joined().utf8).bytes).hexDigits
      let oracle = try #require(expected[Substring(model.path)])
      #expect("\(lines.count)" == oracle.count, "\(model.path)")
      #expect(digest == oracle.digest, "\(model.path)")
    }
  }

  struct Torch: Decodable {
    let parameters: Int?
    let flops: Int?
    let outputShape: [Int]?

    enum CodingKeys: String, CodingKey {
      case parameters = "params"
      case flops = "flops_torch_flopcounter_2xMAC"
      case outputShape = "output_shape"
    }
  }

  static let folder = "data/onnx/torchvision-exports"

  @Test(.enabled(if: SharedData.path(folder) != nil, "needs shared data"))
  func `torch counts the same multiply-accumulates`() throws {
    let oracle = try JSONDecoder().decode(
      [String: Torch].self, from: SharedData.data(Self.folder + "/oracle.json"))
    let builder = try GraphBuilder.standard()
    let eight = try GraphBuilder.standard(batch: 8)
    var compared = 0
    for (name, torch) in oracle {
      let path = "\(Self.folder)/\(name)-noweight.onnx"
      guard SharedData.path(path) != nil else { continue }
      let bytes = Array(try SharedData.data(path))
      let graph = try builder.build(onnx: bytes.bytes)
      #expect(graph.totals.macs.map { 2 * $0 } == torch.flops, "\(name)")
      #expect(graph.nodes.allSatisfy { $0.notes.isEmpty })
      guard case .node(let last, let output)? = graph.outputs.first else { continue }
      #expect(graph.nodes[last].outputs[output].shape == torch.outputShape?.map { $0 })
      // The other exports have batch norms folded away, or store equal weights once.
      if name.hasPrefix("squeezenet") || name.hasPrefix("vgg") {
        #expect(
          graph.nodes.compactMap(\.cost.parameters).reduce(0, +) == torch.parameters, "\(name)")
      }
      let larger = try eight.build(onnx: bytes.bytes)
      #expect(larger.structure == graph.structure, "\(name)")
      #expect(larger.totals.macs == graph.totals.macs.map { 8 * $0 })
      compared += 1
    }
    #expect(compared == 13)
  }

  @Test(.enabled(if: SharedData.path(folder) != nil, "needs shared data"))
  func `a model with and without weights is one network`() throws {
    let builder = try GraphBuilder.standard()
    let ids = try ["full", "noweight"].map { form in
      let bytes = Array(try SharedData.data("\(Self.folder)/squeezenet1_1-\(form).onnx"))
      var generator = SplitMix64(seed: 11)
      let other = try ONNXDraft.draft(bytes.bytes, .standard())
        .renamed(using: &generator).shuffled(using: &generator).renumbered(using: &generator)
      let id = try builder.build(onnx: bytes.bytes).id
      #expect(try builder.build(other).id == id)
      return id
    }
    #expect(ids[0] == ids[1])
  }
}
