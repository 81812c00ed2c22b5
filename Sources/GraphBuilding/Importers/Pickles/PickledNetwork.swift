import ComputationGraph
package import PickleFormat

/// A network that a pickle or a JSON file of one of the seeds holds.
package struct PickledNetwork: Sendable {
  /// The kinds of such networks, by the names that records and options give them.
  package enum Format: String, Sendable, CaseIterable {
    case perfseer, networkx, gennape
    case nnMeter = "nn-meter"
  }

  /// What a graph can be built from.
  enum Plan: Sendable {
    case draft(GraphDraft)
    case perfSeer(PerfSeerNetwork)
  }

  /// Which kind it is.
  package var format: Format
  /// The network, not yet built.
  var plan: Plan
  /// The family that it belongs to, where that is known.
  package var family: String?
  /// How accurate it is when trained, where the file says so.
  package var accuracy: PickledAccuracy?
}

/// How accurate a trained network is, and what else a cache says of the network.
package struct PickledAccuracy: Sendable, Equatable {
  /// The figure as a ratio.
  package var value: Double
  /// The figure's digits in the file.
  package var digits: String
  /// The unit of the digits: `1`, or `%`.
  package var unit: String
  /// What the network was trained for, such as `cifar10`.
  package var task: String?
  /// Whether the figure comes from a model of training and not from training.
  package var isEstimated = false
  /// What else the cache says, as the JSON text of an object.
  package var seed: [UInt8]?
}

/// The networks of one pickled value, whatever of the seeds' forms it has.
package struct PickledNetworks {
  private let path: String
  /// The only format that is taken; `nil` takes all.
  private let format: PickledNetwork.Format?

  /// Prepares to read a file.
  ///
  /// - Parameters:
  ///   - path: The file's name, which tells families and batch sizes.
  ///   - format: The only format that is taken; `nil` takes all.
  package init(path: String, format: PickledNetwork.Format? = nil) {
    self.path = path
    self.format = format
  }

  /// Whether a value is one that networks are read from.
  package static func recognises(
    _ value: PickleValue, in arena: borrowing PickleArena
  ) -> PickledNetwork.Format? {
    if NetworkXGraph.isGraph(value, in: arena) {
      guard let graph = try? NetworkXGraph(value, in: arena) else { return .networkx }
      return PerfSeerImporter.recognises(graph, in: arena) ? .perfseer : .networkx
    }
    if GENNAPEGraph.isGraph(value, in: arena) || GENNAPEEntry.isEntry(value, in: arena) {
      return .gennape
    }
    guard arena.kind(of: value) == .list, let items = arena.items(value), !items.isEmpty,
      arena.kind(of: items[0]) != .list
    else { return nil }
    return recognises(items[0], in: arena)
  }

  /// Hands over each network of a value; one that cannot be read is handed over as its error.
  ///
  /// - Throws: ``LayoutMismatch`` if the value holds no networks at all, and what the body throws.
  package func forEach(
    of value: PickleValue, in arena: borrowing PickleArena,
    _ body: (Result<PickledNetwork, any Error>) throws -> Void
  ) throws {
    if arena.kind(of: value) == .list, let items = arena.items(value) {
      guard !items.isEmpty else {
        throw LayoutMismatch(found: "an empty list", expected: "networks")
      }
      for index in items.indices {
        let outcome: Result<PickledNetwork, any Error>
        do throws(LayoutMismatch) {
          outcome = try network(items[index], in: arena)
        } catch {
          outcome = .failure(error.inside("item \(index)"))
        }
        try body(outcome)
      }
    } else {
      try body(try network(value, in: arena))
    }
  }

  private func network(
    _ value: PickleValue, in arena: borrowing PickleArena
  ) throws(LayoutMismatch) -> Result<PickledNetwork, any Error> {
    if NetworkXGraph.isGraph(value, in: arena) {
      let graph = try NetworkXGraph(value, in: arena)
      let isPerfSeer = PerfSeerImporter.recognises(graph, in: arena) || format == .perfseer
      guard format != .gennape else { throw unexpected(value, arena) }
      return Result {
        isPerfSeer && format != .networkx
          ? try perfSeer(graph, arena) : try networkX(graph, arena)
      }
    }
    guard format ?? .gennape == .gennape, let entry = try GENNAPEEntry(value, in: arena) else {
      throw unexpected(value, arena)
    }
    return Result { try entry.network(path: path) }
  }

  private func unexpected(
    _ value: PickleValue, _ arena: borrowing PickleArena
  ) -> LayoutMismatch {
    let expected =
      switch format {
      case .perfseer: "a networkx graph of PerfSeer"
      case .networkx: "a networkx graph"
      case .gennape: "a compute graph of GENNAPE, or a cache of such"
      case .nnMeter, nil: "a networkx graph, or a compute graph of GENNAPE"
      }
    return LayoutMismatch(found: arena.words(for: value), expected: expected)
  }

  private func perfSeer(
    _ graph: NetworkXGraph, _ arena: borrowing PickleArena
  ) throws -> PickledNetwork {
    let name = PerfSeerName(path: path)
    let network = try PerfSeerImporter.network(of: graph, batch: name.batch, in: arena)
    return PickledNetwork(format: .perfseer, plan: .perfSeer(network), family: name.family)
  }

  private func networkX(
    _ graph: NetworkXGraph, _ arena: borrowing PickleArena
  ) throws -> PickledNetwork {
    let draft = try NetworkXImporter.draft(of: graph, in: arena)
    return PickledNetwork(format: .networkx, plan: .draft(draft))
  }
}
