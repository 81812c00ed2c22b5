package import ComputationGraph
package import RecordStreams

extension NetworkBuilder {
  /// The network in flat lists, in canonical order, with its identity and costs: what ``graph()`` is
  /// node by node, made of the shelf's forms. ``write(_:to:)`` writes it.
  package func compactGraph() -> CompactGraph {
    var weights = 0
    forEachPart { part, _ in weights += part.weights.count }
    var graph = CompactGraph(
      reservingNodes: layerCount, operands: operandCount + weights, weights: weights)
    graph.layout = layout
    graph.batch = inputDimensions.first
    graph.inputs = [CompactGraph.Value(type: inputType, name: -1)]
    var total = Cost(flops: 0, macs: 0, parameters: 0, bytes: 0)
    forEachPart { part, operands in
      append(part, reading: operands, to: &graph)
      total.add(part.cost)
    }
    graph.totals = total
    graph.outputs = [output.number < 0 ? .input(0) : .node(output.number, output: 0)]
    graph.canonicalise(in: vocabulary)
    return graph
  }

  private func append(
    _ part: LayerShelf.Part, reading data: ArraySlice<Int>, to graph: inout CompactGraph
  ) {
    for from in data {
      graph.append(
        operand: from < 0 ? CompactGraph.Place(.input) : CompactGraph.Place(.node, Int32(from)))
    }
    for number in part.weights {
      let weight = weight(number)
      let place = Int32(graph.weights.count)
      graph.append(operand: CompactGraph.Place(.weight, place, isFolded: weight.isFolded))
      graph.weights.append(CompactGraph.Value(type: weight.type, name: -1))
    }
    graph.append(resultName: -1)
    graph.append(node: part.form, name: -1, parameters: part.cost.parameters, results: 1)
  }

  /// Writes a graph that this builder has made since it began its network, without a newline.
  package func write(_ graph: CompactGraph, to writer: inout JSONWriter) {
    graph.write(to: &writer, in: vocabulary)
  }
}

extension Cost {
  /// Adds what another node costs; a figure that is not known makes the sum unknown.
  fileprivate mutating func add(_ other: Cost) {
    func sum(_ left: Int?, _ right: Int?) -> Int? {
      if let left, let right { left + right } else { nil }
    }
    self = Cost(
      flops: sum(flops, other.flops), macs: sum(macs, other.macs),
      parameters: sum(parameters, other.parameters), bytes: sum(bytes, other.bytes))
  }
}
