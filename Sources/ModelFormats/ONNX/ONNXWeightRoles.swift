/// The roles of a model's values, by name.
struct ONNXWeightRoles {
  private var roles: [String: ONNXWeightRole] = [:]
  /// Values that are read at a position where data stand.
  private var data: Set<String> = []
  /// What an Identity node's output is another name of.
  private var aliases: [String: String] = [:]

  /// Collects the roles in a graph and the graphs inside it.
  init(of graph: ONNXGraph) {
    for value in graph.outputs { data.insert(value.name) }
    collect(graph)
  }

  /// The role of a value.
  subscript(name: String) -> ONNXWeightRole { roles[name] ?? .unknown }

  /// Whether a value is read, and only where weights stand.
  func isWeight(_ name: String) -> Bool {
    roles[name] != nil && !data.contains(name)
  }

  private mutating func collect(_ graph: ONNXGraph) {
    for node in graph.nodes where node.opType == "Identity" {
      if let input = node.inputs.first, let output = node.outputs.first {
        aliases[output] = input
      }
    }
    for node in graph.nodes {
      if node.opType != "Identity" { collect(node) }
      for attribute in node.attributes {
        switch attribute.value {
        case .graph(let body): collect(body)
        case .graphs(let bodies): for body in bodies { collect(body) }
        default: break
        }
      }
    }
  }

  private mutating func collect(_ node: ONNXNode) {
    let isTransposed = node.attribute("transB")?.int == 1
    for (position, input) in node.inputs.enumerated() where !input.isEmpty {
      let name = original(of: input)
      if let role = ONNXWeightRole.fixed(
        op: node.opType, position: position, isTransposed: isTransposed)
      {
        roles[name] = roles[name] ?? role
      } else {
        data.insert(name)
        roles[name] = roles[name] ?? .likely(op: node.opType, position: position)
      }
    }
  }

  private mutating func original(of name: String) -> String {
    var passed: [String] = []
    var name = name
    // A hostile file may have aliases in a circle.
    while let next = aliases[name], passed.count < aliases.count {
      passed.append(name)
      name = next
    }
    // The next walk is short, so that a long chain is not walked again and again.
    for alias in passed where alias != name { aliases[alias] = name }
    return name
  }
}
