import ComputationGraph
import GraphBuilding
import SearchSpaces
import Testing

@Suite("Stacks of blocks")
struct NetworkStackTests {
  typealias Block = @Sendable (NetworkBuilder.Tensor, inout NetworkBuilder) -> NetworkBuilder.Tensor

  static let blocks: [Block] = [
    // Keeps the shape, with three ways to its end.
    { x, net in
      let y = net.relu(net.convNorm(x, net.channels(of: x), .same(3)))
      return net.sum([x, y, net.averagePool(y, .same(3))])
    },
    // Keeps the shape from the second time on.
    { x, net in net.convNorm(net.relu(x), 24, .same(3)) },
    // Never keeps the shape.
    { x, net in net.conv(x, net.channels(of: x) + 8, .same(3)) },
    // Its last layer is not its result.
    { x, net in
      let y = net.relu(x)
      _ = net.batchNorm(y)
      return y
    },
    // Adds nothing.
    { x, _ in x },
  ]

  @Test(arguments: blocks.indices, [0, 1, 2, 5])
  func `are what the blocks give one by one`(block: Int, count: Int) throws {
    let block = Self.blocks[block]
    var net = NetworkBuilder(GraphBuilder(costs: try CostTable.standard()))
    func record(_ build: (NetworkBuilder.Tensor, inout NetworkBuilder) -> NetworkBuilder.Tensor)
      -> Graph
    {
      net.begin(input: [1, 3, 32, 32])
      let end = build(net.conv(net.input, 16, .same(3)), &net)
      net.output = net.classifier(end, 10)
      return net.graph()
    }
    let stacked = record { x, net in net.stack(count, on: x, block) }
    let single = record { x, net in (0..<count).reduce(x) { x, _ in block(x, &net) } }
    #expect(stacked.id == single.id)
    #expect(stacked.nodes.count == single.nodes.count)
    #expect(stacked.totals == single.totals)
  }
}
