import ComputationGraph
import RecordStreams

extension Diagram {
  /// What is known of a vertex, as pairs of a name and a text: what a page shows on hovering, and
  /// what tables of nodes hold.
  package func facts(of vertex: Int) -> [(name: String, text: String)] {
    guard let node = node(vertex) else {
      let value = value(vertex)
      return [("name", value?.name ?? ""), ("value", value?.text ?? "")].filter { !$0.1.isEmpty }
    }
    var facts: [(String, String)] = []
    if let name = node.name { facts.append(("name", name)) }
    for attribute in node.attributes { facts.append((attribute.name, attribute.value.text)) }
    for (position, operand) in node.operands.enumerated() {
      let isWeight = if case .weight = operand { true } else { false }
      guard let value = graph.value(operand) else { continue }
      facts.append(((isWeight ? "weight " : "input ") + "\(position)", value.text))
    }
    for (position, value) in node.outputs.enumerated() {
      facts.append(("output" + (node.outputs.count > 1 ? " \(position)" : ""), value.text))
    }
    for figure in Figure.allCases {
      guard let count = figure.value(of: node.cost) else { continue }
      facts.append((figure.name, Figure.text(count) + share(of: count, figure)))
    }
    if let bytes = node.cost.bytes, bytes > 0, let flops = node.cost.flops {
      let intensity = Double(flops) / Double(bytes)
      facts.append(("FLOPs a byte", "\((intensity * 100).rounded() / 100)"))
    }
    if vertices[vertex].copies > 1 { facts.append(("copies", "\(vertices[vertex].copies)")) }
    for note in node.notes { facts.append(("note", note)) }
    return facts
  }

  /// The part of the whole graph's figure, in brackets.
  private func share(of count: Int, _ figure: Figure) -> String {
    guard let total = figure.value(of: graph.totals), total > 0, count > 0 else { return "" }
    let tenths = (Double(count) / Double(total) * 1000).rounded() / 10
    return " (\(tenths) %)"
  }
}

extension ValueInfo {
  /// Shape, type and name.
  var text: String {
    [shapeText, type?.rawValue ?? "", name ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
  }
}

extension AttributeValue {
  /// The value as a record has it.
  var text: String {
    var writer = JSONWriter()
    write(to: &writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
