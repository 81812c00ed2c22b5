package import ComputationGraph
package import RecordStreams

extension NetworkBuilder {
  /// The network in flat lists, in canonical order, with its identity and costs: what ``graph()`` is
  /// node by node, made of the shelf's forms. ``write(_:to:)`` writes it.
  package func compactGraph() -> CompactGraph {
    var graph = CompactGraph()
    graph.layout = layout
    graph.batch = inputDimensions.first
    graph.inputs = [CompactGraph.Value(type: inputType, name: -1)]
    var total = Cost(flops: 0, macs: 0, parameters: 0, bytes: 0)
    forEachForm { form, operands in
      append(form, reading: operands, to: &graph)
      total.add(form.cost)
    }
    graph.totals = total
    graph.outputs = [output.number < 0 ? .input(0) : .node(output.number, output: 0)]
    graph.canonicalise(in: vocabulary)
    return graph
  }

  private func append(
    _ form: LayerShelf.Form, reading data: ArraySlice<Int>, to graph: inout CompactGraph
  ) {
    var next = data.startIndex
    var weight = form.weights.startIndex
    for position in 0..<(data.count + form.weights.count) {
      if weight < form.weights.endIndex, weightPlace(weight).position == position {
        let place = weightPlace(weight)
        let number = Int32(graph.weights.count)
        graph.append(operand: CompactGraph.Place(.weight, number, isFolded: place.isFolded))
        graph.weights.append(CompactGraph.Value(type: place.type, name: -1))
        weight += 1
      } else {
        let from = data[next]
        graph.append(
          operand: from < 0 ? CompactGraph.Place(.input) : CompactGraph.Place(.node, Int32(from)))
        next += 1
      }
    }
    graph.append(resultName: -1)
    graph.append(node: form.number, name: -1, parameters: form.cost.parameters, results: 1)
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
