package import PickleFormat

extension GENNAPEGraph {
  /// Whether a value is an object of the class `ComputeGraph`, whichever module that is in.
  package static func isGraph(_ value: PickleValue, in arena: borrowing PickleArena) -> Bool {
    guard arena.kind(of: value) != .global, let name = arena.className(value)?.name else {
      return false
    }
    return name == "ComputeGraph" || name.hasSuffix(".ComputeGraph")
  }

  /// Reads a pickled graph.
  ///
  /// - Throws: ``LayoutMismatch`` with the place of what is not as GENNAPE has it.
  package init(_ value: PickleValue, in arena: borrowing PickleArena) throws(LayoutMismatch) {
    guard Self.isGraph(value, in: arena) else {
      throw LayoutMismatch(
        found: arena.words(for: value), expected: "a ComputeGraph of GENNAPE")
    }
    self.init()
    name = arena.string(arena.attribute("name", of: value)) ?? ""
    inputShape = arena.integers(arena.attribute("input_shape", of: value)) ?? []
    for limit in Self.limitNames {
      if let number = arena.realNumber(arena.attribute(limit, of: value)) {
        limits[limit.description] = number
      }
    }
    for (list, isWeighted) in [("weighted_nodes" as StaticString, true), ("regular_nodes", false)] {
      guard let items = arena.items(arena.attribute(list, of: value)) else {
        throw LayoutMismatch(found: "no \(list)", expected: "a list of nodes")
      }
      nodes.reserveCapacity(nodes.count + items.count)
      for index in items.indices {
        do throws(LayoutMismatch) {
          nodes.append(try Node(items[index], isWeighted: isWeighted, in: arena))
        } catch {
          throw error.inside("\(list)[\(index)]")
        }
      }
    }
    guard let pairs = arena.items(arena.attribute("edge_pairs", of: value)) else {
      throw LayoutMismatch(found: "no edge_pairs", expected: "a list of pairs of nodes")
    }
    edges.reserveCapacity(pairs.count)
    for index in pairs.indices {
      guard let pair = arena.integers(pairs[index]), pair.count == 2,
        nodes.indices.contains(pair[0]), nodes.indices.contains(pair[1])
      else {
        throw LayoutMismatch(
          found: arena.pythonText(of: pairs[index]) ?? arena.words(for: pairs[index]),
          expected: "two numbers of nodes below \(nodes.count)"
        ).inside("edge_pairs[\(index)]")
      }
      edges.append((from: pair[0], to: pair[1]))
    }
  }
}

extension GENNAPEGraph.Node {
  fileprivate init(
    _ value: PickleValue, isWeighted: Bool, in arena: borrowing PickleArena
  ) throws(LayoutMismatch) {
    self.init()
    id = arena.string(arena.attribute("str_id", of: value)) ?? ""
    label = arena.string(arena.attribute("label", of: value)) ?? ""
    guard let op = arena.int(arena.attribute("op_type_idx", of: value)),
      0..<GENNAPEOperator.count ~= op
    else {
      throw LayoutMismatch(
        found: arena.words(for: arena.attribute("op_type_idx", of: value)),
        expected: "the number of an operator below \(GENNAPEOperator.count)"
      ).inside("op_type_idx")
    }
    self.op = op
    guard let resolution = arena.figures(arena.attribute("resolution", of: value)),
      resolution.count == 6
    else {
      throw LayoutMismatch(
        found: arena.words(for: arena.attribute("resolution", of: value)), expected: "six numbers"
      ).inside("resolution")
    }
    self.resolution = resolution
    strides = arena.integers(arena.attribute("strides", of: value))
    let facts = arena.attribute("metadata", of: value)
    if arena.entries(facts) != nil { metadata = GENNAPEMetadata(facts, in: arena) }
    let shape = arena.figures(arena.attribute("shape", of: value))
    guard !isWeighted || shape?.count == 4 else {
      throw LayoutMismatch(
        found: arena.words(for: arena.attribute("shape", of: value)), expected: "four numbers"
      ).inside("shape")
    }
    self.shape = shape
  }
}

extension GENNAPEMetadata {
  fileprivate init(_ facts: PickleValue, in arena: borrowing PickleArena) {
    self.init()
    usesBias = arena.bool(arena.value(forKey: "use_bias", in: facts))
    dataFormat = arena.string(arena.value(forKey: "data_format", in: facts))
    dilations = arena.integers(arena.value(forKey: "dilations", in: facts))
    padding = arena.string(arena.value(forKey: "padding", in: facts))
    window = arena.integers(arena.value(forKey: "ksize", in: facts))
    rowPadding = arena.integers(arena.value(forKey: "pad_h", in: facts))
    columnPadding = arena.integers(arena.value(forKey: "pad_w", in: facts))
  }
}
