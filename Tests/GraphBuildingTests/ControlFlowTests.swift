import ByteReading
import ComputationGraph
import Foundation
import GraphBuilding
import TestSupport
import Testing

@Suite("Control flow and functions")
struct ControlFlowTests {
  private func graph(_ name: String, batch: Int? = nil) throws -> Graph {
    let path = "Tests/GraphBuildingTests/Oracles/control_flow/\(name).onnx"
    let file = [UInt8](try Data(contentsOf: Checkout.folder.appending(path: path)))
    return try GraphBuilder.standard(batch: batch).build(onnx: file.bytes)
  }

  @Test func `a function's nodes take the place of its calls`() throws {
    let graph = try graph("function")
    #expect(graph.nodes.map(\.op) == ["Conv", "Sigmoid", "Mul", "Conv", "Sigmoid", "Mul"])
    #expect(graph.nodes[0].attribute("strides") == .ints([2, 2]))
    #expect(graph.nodes[3].attribute("strides") == .ints([1, 1]))
    #expect(graph.id == (try self.graph("function_inlined").id))
  }

  @Test func `a loop that is counted costs its body as often as it runs`() throws {
    let node = try graph("loop").nodes[0]
    #expect(node.outputs.map(\.shape) == [[4, 16], [5, 4, 16]])
    #expect(node.cost.macs == 5 * 4 * 16 * 16)
    #expect(node.cost.flops == 5 * (2 * 4 * 16 * 16 + 4 * 16))
    #expect(node.cost.parameters == 256)
    #expect(node.attribute("trip_count") == .int(5))
    #expect(node.notes == [])
  }

  @Test func `a loop that cannot be counted says so`() throws {
    let node = try graph("loop_open").nodes[0]
    #expect(node.outputs.map(\.shape) == [[nil, 4]])
    #expect(node.cost.flops == nil)
    #expect(node.notes == ["how often the body runs is only known while running"])
  }

  @Test func `a scan runs once for each element`() throws {
    let node = try graph("scan").nodes[0]
    #expect(node.outputs.map(\.shape) == [[16], [7, 16]])
    #expect(node.cost.macs == 7 * (16 * 8 + 16 * 16))
    #expect(node.cost.parameters == 16 * 8 + 16 * 16)
  }

  @Test func `a branch gives what both give`() throws {
    let node = try graph("if").nodes[0]
    #expect(node.outputs.map(\.shape) == [[1, 4, 8, 8]])
    #expect(node.cost.flops == nil)
    #expect(node.cost.parameters == 4 * 3 + 4 * 27)
    #expect(
      node.notes == ["which branch runs is only known while running: 1536 or 14080 operations"])
  }

  @Test func `a branch whose condition is known is that branch`() throws {
    let node = try graph("if_known").nodes[0]
    #expect(node.outputs.map(\.shape) == [[2, 6]])
    #expect(node.cost.flops == 12)
    #expect(node.notes == [])
  }

  @Test func `bodies follow the batch`() throws {
    let eight = try graph("loop", batch: 8)
    #expect(eight.nodes[0].outputs.map(\.shape) == [[8, 16], [5, 8, 16]])
    #expect(eight.nodes[0].cost.macs == 5 * 8 * 16 * 16)
  }

  static let refused: [(String, String)] = [
    (
      "function_of_itself",
      "F0: functions call each other more than 32 deep, or unfold to more than 262144 nodes"
    ),
    (
      "function_of_many",
      "F20: functions call each other more than 32 deep, or unfold to more than 262144 nodes"
    ),
    (
      "body_without_name",
      "node 0 (If): reads \"nothing\", which nothing defines; expected an input, an initializer or an "
        + "output"
    ),
  ]

  @Test(arguments: refused)
  func `what makes no graph is refused`(name: String, message: String) {
    let error = #expect(throws: GraphError.self) { try graph(name) }
    #expect(error?.description == message)
  }
}
