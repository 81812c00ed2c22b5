import PickleFormat
import RecordStreams

/// An entry of a GENNAPE cache: a compute graph, and what is known of the network besides.
package struct GENNAPEEntry {
  private let graph: GENNAPEGraph
  private var accuracy: PickledAccuracy?

  /// Takes an entry as a file in JSON has it.
  package init(_ graph: GENNAPEGraph, accuracy: PickledAccuracy?) {
    self.graph = graph
    self.accuracy = accuracy
  }

  /// Whether a value is a dictionary with a compute graph.
  static func isEntry(_ value: PickleValue, in arena: borrowing PickleArena) -> Bool {
    arena.value(forKey: "compute graph", in: value).exists
  }

  /// Reads an entry of a cache, or a graph by itself; `nil` if it is neither.
  init?(_ value: PickleValue, in arena: borrowing PickleArena) throws(LayoutMismatch) {
    if GENNAPEGraph.isGraph(value, in: arena) {
      graph = try GENNAPEGraph(value, in: arena)
      return
    }
    guard Self.isEntry(value, in: arena) else { return nil }
    do throws(LayoutMismatch) {
      graph = try GENNAPEGraph(arena.value(forKey: "compute graph", in: value), in: arena)
    } catch {
      throw error.inside("compute graph")
    }
    let figure = arena.value(forKey: "acc", in: value)
    guard figure.exists, arena.kind(of: figure) != .none else { return }
    guard let number = PickledNumber(figure, in: arena), 0...1 ~= number.value else {
      throw LayoutMismatch(found: arena.words(for: figure), expected: "a ratio from 0 to 1")
        .inside("acc")
    }
    accuracy = PickledAccuracy(
      value: number.value, digits: number.digits, unit: "1", seed: Self.rest(of: value, in: arena))
  }

  /// What an entry says besides graph and accuracy; its units are not documented.
  private static func rest(
    of entry: PickleValue, in arena: borrowing PickleArena
  ) -> [UInt8]? {
    var writer = JSONWriter()
    writer.beginObject()
    var isEmpty = true
    for key in ["flops", "n_params"] as [StaticString] {
      guard let number = arena.realNumber(arena.value(forKey: key, in: entry)) else { continue }
      writer.key(key)
      writer.figure(number)
      isEmpty = false
    }
    let configuration = arena.value(forKey: "original config", in: entry)
    if let text = arena.pythonText(of: configuration) ?? arena.genotypeText(of: configuration) {
      writer.key("original config")
      writer.string(text)
      isEmpty = false
    }
    writer.endObject()
    return isEmpty ? nil : writer.take()
  }

  /// The entry as a network; the file's name and the graph's tell the family.
  func network(path: String) throws -> PickledNetwork {
    let family = GENNAPEFamily(path: path, graph: graph.name)
    var accuracy = accuracy
    accuracy?.task = family.task
    accuracy?.isEstimated = family.isEstimated
    return PickledNetwork(
      format: .gennape, plan: .draft(try GENNAPEImporter.draft(of: graph)), family: family.name,
      accuracy: accuracy)
  }
}
