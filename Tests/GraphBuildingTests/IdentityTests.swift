import ComputationGraph
import GraphBuilding
import TestSupport
import Testing

@Suite("Identity of built graphs")
struct IdentityTests {
  @Test func `does not depend on names and order`() throws {
    let builder = try GraphBuilder.standard()
    #expect(FixtureModels.all.count == 359)
    for (seed, model) in FixtureModels.all.enumerated() {
      var generator = SplitMix64(seed: UInt64(seed))
      let draft = model.draft
      let graph = model.graph
      let other = try builder.build(
        draft.renamed(using: &generator).shuffled(using: &generator)
          .renumbered(using: &generator))
      #expect(graph.id == other.id, "\(model.path)")
      #expect(graph.structure == other.structure)
      #expect(graph.nodes.map(\.op) == other.nodes.map(\.op))
      #expect(graph.nodes.map(\.inputs) == other.nodes.map(\.inputs))
      #expect(graph.totals == other.totals)
    }
  }

  @Test func `does not depend on where the weights are`() throws {
    let builder = try GraphBuilder.standard()
    for model in FixtureModels.all {
      let draft = model.draft
      let graph = model.graph
      #expect(graph.inputs.count == 1)
      let inside = draft.withWeightsInside(data: ["input"])
      let other = try builder.build(inside)
      #expect(graph.id == other.id, "\(model.path)")
      #expect(graph.totals == other.totals)
      let aliased = try builder.build(inside.withAliases())
      #expect(graph.id == aliased.id, "\(model.path)")
      #expect(graph.totals == aliased.totals)
    }
  }

  @Test func `changes with every attribute`() throws {
    let builder = try GraphBuilder.standard()
    for (seed, model) in FixtureModels.all.enumerated() {
      var generator = SplitMix64(seed: UInt64(seed))
      let draft = model.draft
      let id = model.graph.id
      let all = draft.nodes.indices.flatMap { node in
        draft.nodes[node].attributes.indices.map { (node, $0) }
      }
      for (node, attribute) in all.shuffled(using: &generator).prefix(2) {
        var other = draft
        other.nodes[node].attributes[attribute].value.perturb()
        let changed = try builder.build(other).id
        #expect(
          changed != id,
          "\(model.path): \(draft.nodes[node].op).\(draft.nodes[node].attributes[attribute].name)")
      }
    }
  }

  @Test func `changes with every shape and type`() throws {
    let builder = try GraphBuilder.standard()
    for (seed, model) in FixtureModels.all.enumerated() {
      var generator = SplitMix64(seed: UInt64(seed))
      let draft = model.draft
      let id = model.graph.id
      for input in draft.inputs.shuffled(using: &generator).prefix(1) {
        var other = draft
        let axis = Int.random(in: 0..<(draft.values[input].shape?.count ?? 1), using: &generator)
        if case .value(let size)? = draft.values[input].shape?[axis] {
          other.values[input].shape?[axis] = .value(size + 1)
        }
        let reshaped = try builder.build(other).id
        #expect(reshaped != id, "\(model.path): \(draft.values[input].name)")
        other = draft
        other.values[input].type = .float16
        let retyped = try builder.build(other).id
        #expect(retyped != id)
      }
    }
  }

  @Test func `changes with every edge`() throws {
    let builder = try GraphBuilder.standard()
    for (seed, model) in FixtureModels.all.enumerated() {
      var generator = SplitMix64(seed: UInt64(seed))
      let draft = model.draft
      let id = model.graph.id
      // A node takes its first operand from another node before it.
      do {
        let node = Int.random(in: 2..<draft.nodes.count, using: &generator)
        let from = Int.random(in: 0..<node, using: &generator)
        var other = draft
        other.nodes[node].operands[0] = draft.nodes[from].outputs[0]
        if other.nodes[node].operands == draft.nodes[node].operands { continue }
        let rewired = try builder.build(other).id
        #expect(rewired != id, "\(model.path): \(node) from \(from)")
      }
    }
  }

  @Test func `tells batches apart and knows the network again`() throws {
    let eight = try GraphBuilder.standard(batch: 8)
    for model in FixtureModels.all {
      let draft = model.draft
      let graph = model.graph
      let other = try eight.build(draft)
      #expect(other.batch == 8)
      #expect(graph.id != other.id)
      #expect(graph.structure == other.structure, "\(model.path)")
      #expect(other.totals.macs == graph.totals.macs.map { 8 * $0 })
      #expect(other.totals.parameters == graph.totals.parameters)
      #expect(other.nodes.allSatisfy { $0.notes.isEmpty })
    }
  }

  @Test func `tells the fixture's models apart`() throws {
    let ids = FixtureModels.all.map(\.graph.id)
    // The cells of two NAS-Bench-201 variants may be equal; the rest are random networks.
    #expect(Set(ids).count > 350)
  }
}

extension AttributeValue {
  fileprivate mutating func perturb() {
    switch self {
    case .int(let value): self = .int(value + 1)
    case .float(let value): self = .float(value + 1)
    case .string(let value): self = .string(value + "x")
    case .ints(let values): self = .ints(values.dropLast() + [(values.last ?? 0) + 1])
    case .floats(let values): self = .floats(values + [1])
    case .strings(let values): self = .strings(values + ["x"])
    }
  }
}
