package import ComputationGraph

/// What boxes say.
package enum LabelStyle: String, Sendable, CaseIterable {
  /// The operator with its window and stride, and the shape of what it computes.
  case shape
  /// The operator alone.
  case op
  /// The operator, and the node's name in the source.
  case name
  /// What GENNAPE's own drawings say: label and slot, kernel, and six sizes.
  case gennape
}

extension Diagram {
  /// The lines of a vertex's label; the first is its heading.
  package func label(of vertex: Int, _ style: LabelStyle) -> [String] {
    let op = op(vertex)
    switch style {
    case .op: return [op]
    case .name: return [op] + (name(vertex).map { [$0] } ?? [])
    case .gennape: return gennapeLabel(of: vertex)
    case .shape:
      guard let node = node(vertex) else {
        return [name(vertex) ?? op] + shapeLine(value(vertex))
      }
      let detail = node.windowText.map { " " + $0 } ?? ""
      return [op + detail] + shapeLine(node.outputs.first)
    }
  }

  /// The line for a value's shape, if anything is known of it.
  private func shapeLine(_ value: ValueInfo?) -> [String] {
    value?.shape == nil ? [] : [value?.shapeText ?? ""]
  }

  /// GENNAPE's three lines, whose bracket it never closes.
  private func gennapeLabel(of vertex: Int) -> [String] {
    let row: GENNAPERow
    switch vertices[vertex].content {
    case .input(let index): row = GENNAPERow(input: graph.inputs[index], in: graph)
    case .node(let index): row = GENNAPERow(of: graph.nodes[index], in: graph)
    case .output:
      row = GENNAPERow(output: value(vertex) ?? ValueInfo(shape: nil, type: nil), in: graph)
    }
    var lines = ["\(row.label)[op_type_idx=\(row.op)"]
    if row.isWeighted {
      let kernel = row.kernel ?? (0, 0)
      let channels = row.resolution[4...].map { Self.text($0) }
      lines.append("shape=[\(channels[0]), \(channels[1]), \(kernel.rows), \(kernel.columns)]")
    }
    lines.append("res=(" + row.resolution.map { Self.text($0) }.joined(separator: ", ") + ")")
    return lines
  }

  /// Whether GENNAPE counts a vertex among those with weights, which it draws blue.
  package func isWeighted(_ vertex: Int) -> Bool {
    guard case .node(let index) = vertices[vertex].content else { return false }
    return GENNAPERow(of: graph.nodes[index], in: graph).isWeighted
  }

  private static func text(_ size: Double) -> String {
    Int(exactly: size).map(String.init) ?? "\((size * 100).rounded() / 100)"
  }
}

extension ValueInfo {
  /// The dimensions with crosses between them; a question mark for one that is not known.
  package var shapeText: String {
    guard let shape else { return "?" }
    guard !shape.isEmpty else { return "scalar" }
    return shape.prefix(12).map { $0.map(String.init) ?? "?" }.joined(separator: "×")
  }
}

extension Node {
  /// What tells one sliding window from another: sides, stride, dilation and groups, as far as they
  /// are not 1.
  var windowText: String? {
    guard let sides = integers("kernel_shape"), !sides.isEmpty else { return nil }
    var parts = [sides.map(String.init).joined(separator: "×")]
    if let strides = integers("strides"), strides.contains(where: { $0 != 1 }) {
      let isEven = Set(strides).count == 1
      parts.append("/" + strides.prefix(isEven ? 1 : 4).map(String.init).joined(separator: "×"))
    }
    if let dilations = integers("dilations"), dilations.contains(where: { $0 != 1 }) {
      parts.append(
        "d"
          + dilations.prefix(Set(dilations).count == 1 ? 1 : 4).map(String.init).joined(
            separator: "×"))
    }
    if let groups = integers("group")?.first, groups != 1 { parts.append("g\(groups)") }
    return parts.joined(separator: " ")
  }
}
