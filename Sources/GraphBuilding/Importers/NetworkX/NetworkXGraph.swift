package import PickleFormat

/// A pickled graph of networkx 1, 2 or 3: its nodes with their attributes, and which leads to which.
///
/// Releases differ in the names of the dictionaries and in what they cache beside them; what is
/// cached is not looked at.
package struct NetworkXGraph {
  /// The nodes' names and dictionaries of attributes, in the order in which they were added.
  package private(set) var nodes: [(id: PickleValue, attributes: PickleValue)] = []
  /// For each node the places of those that lead to it, parallel edges as often as there are any;
  /// in the order of their names if these are integers, else in that of the file.
  package private(set) var predecessors: NodeLists

  private static let mostEdges = 1 << 24

  /// Whether a value is an object of one of networkx's graph classes.
  package static func isGraph(_ value: PickleValue, in arena: borrowing PickleArena) -> Bool {
    guard let name = arena.className(value), arena.kind(of: value) != .global else { return false }
    return name.module == "networkx" || name.module.hasPrefix("networkx.classes.")
  }

  /// Reads a directed graph.
  ///
  /// - Throws: ``LayoutMismatch`` if the value is none: an undirected one is no computation.
  package init(
    _ value: PickleValue, in arena: borrowing PickleArena
  ) throws(LayoutMismatch) {
    guard Self.isGraph(value, in: arena), let name = arena.className(value)?.name else {
      throw LayoutMismatch(found: arena.words(for: value), expected: "a graph of networkx")
    }
    guard name.contains("DiGraph") || name.contains("DiMultiGraph") else {
      throw LayoutMismatch(found: "an undirected \(name)", expected: "a DiGraph or MultiDiGraph")
    }
    let isMultigraph = name.contains("Multi")
    let attributes = Self.first(["_node", "node"], of: value, in: arena)
    let successors = Self.first(["_adj", "_succ", "adj", "succ"], of: value, in: arena)
    guard let nodes = arena.entries(attributes), let lists = arena.entries(successors) else {
      throw LayoutMismatch(
        found: "a \(name) without nodes and edges",
        expected: "the dictionaries _node and _adj of networkx 2 or 3, or node and adj of 1")
    }
    var numbers = NodeNumbers(count: nodes.count)
    self.nodes.reserveCapacity(nodes.count)
    for index in nodes.indices {
      let entry = nodes[index]
      guard numbers.insert(entry.key, in: arena) else {
        throw LayoutMismatch(
          found: arena.words(for: entry.key), expected: "a name of its own, a number or a string"
        ).inside("node \(index)")
      }
      self.nodes.append((id: entry.key, attributes: entry.value))
    }
    var edges: [(from: Int32, to: Int32)] = []
    edges.reserveCapacity(nodes.count + nodes.count / 4)
    for index in lists.indices {
      guard let from = numbers.number(of: lists[index].key, in: arena),
        let targets = arena.entries(lists[index].value)
      else {
        throw LayoutMismatch(
          found: arena.words(for: lists[index].key), expected: "a node and those that it leads to"
        ).inside("edges \(index)")
      }
      for place in targets.indices {
        guard let to = numbers.number(of: targets[place].key, in: arena) else {
          throw LayoutMismatch(
            found: arena.words(for: targets[place].key), expected: "the name of a node"
          ).inside("edges \(index)")
        }
        let parallel = isMultigraph ? arena.entries(targets[place].value)?.count ?? 1 : 1
        for _ in 0..<min(parallel, 1 << 10) { edges.append((Int32(from), Int32(to))) }
      }
      // Nodes may share a dictionary, so that a small file could say very many.
      guard edges.count <= Self.mostEdges else {
        throw LayoutMismatch(
          found: "more than \(Self.mostEdges) edges", expected: "a computation")
      }
    }
    predecessors = NodeLists(from: edges, count: nodes.count)
    // Networks number nodes as they are made, and the first operand is made first.
    if let integers = numbers.integers { predecessors.sort(by: integers) }
  }

  private static func first(
    _ names: [StaticString], of graph: PickleValue, in arena: borrowing PickleArena
  ) -> PickleValue {
    for name in names {
      let found = arena.attribute(name, of: graph)
      if found.exists { return found }
    }
    return .absent
  }
}

/// The places of nodes by their names.
private struct NodeNumbers {
  private var byInteger: [Int: Int] = [:]
  private var byText: [String: Int] = [:]
  /// The names that are integers, in the order of the nodes.
  private var names: [Int] = []
  private var count = 0
  /// Whether each name so far is the node's place, as most writers give them: nothing is looked up.
  private var arePlaces = true

  /// The names of all nodes, if all are integers.
  var integers: [Int]? { byText.isEmpty ? names : nil }

  init(count: Int) {
    names.reserveCapacity(count)
  }

  /// Gives a name the next number; false if it has one, or is no name.
  mutating func insert(_ id: PickleValue, in arena: borrowing PickleArena) -> Bool {
    defer { count += 1 }
    let integer = arena.int(id)
    if arePlaces, integer != count { leavePlaces() }
    if let integer {
      names.append(integer)
      return arePlaces || byInteger.updateValue(count, forKey: integer) == nil
    }
    guard let text = arena.pythonText(of: id) else { return false }
    return byText.updateValue(count, forKey: text) == nil
  }

  private mutating func leavePlaces() {
    arePlaces = false
    for place in 0..<count { byInteger[place] = place }
  }

  func number(of id: PickleValue, in arena: borrowing PickleArena) -> Int? {
    if let integer = arena.int(id) {
      return arePlaces ? 0..<count ~= integer ? integer : nil : byInteger[integer]
    }
    return arena.pythonText(of: id).flatMap { byText[$0] }
  }
}
