package import ComputationGraph
package import GraphBuilding
internal import Synchronization

/// Makes the graphs of codes that records name.
package final class SpaceResolver: ArchitectureResolver {
  /// A space at one batch size.
  private struct Key: Hashable {
    let space: String
    let batch: Int?
  }

  private let choice: GraphChoice
  private let builder: GraphBuilder
  private let makers = Mutex<[Key: GraphMaker]>([:])

  /// Settles what is made of codes.
  ///
  /// - Parameters:
  ///   - choice: View, form and task; what a space does not have refuses its codes.
  ///   - builder: Infers the layers of whole networks.
  package init(_ choice: GraphChoice, builder: GraphBuilder) {
    self.choice = choice
    self.builder = builder
  }

  /// Whether the registry has a space of this name.
  package func knows(_ space: String) -> Bool { SpaceRegistry.space(named: space) != nil }

  /// The graph of a code, in whichever of the space's encodings it is written.
  package func graph(space: String, code: String, batch: Int?) throws -> Graph {
    let maker = try maker(of: space, batch: batch)
    return maker.graph(of: try maker.space.genes(from: code, as: nil))
  }

  /// The code in `…/<space>/<code>.onnx`, for spaces whose codes name files in a dataset; with a
  /// caution where what the codes mean is inferred.
  package func architecture(
    ofModel path: String
  ) -> (space: String, code: String, caution: String?)? {
    let parts = path.split(separator: "/")
    guard parts.count > 1, let file = parts.last, file.hasSuffix(".onnx"),
      let space = SpaceRegistry.space(named: String(parts[parts.count - 2])),
      let encoding = space.encodings.first(where: { $0.name == space.fileEncoding }),
      let genes = try? space.genes(from: String(file.dropLast(5)), as: encoding.name)
    else { return nil }
    let code = space.text(of: genes, as: space.encodings[0].name)
    return (space.name, code, encoding.isInferred ? caution(space, encoding) : nil)
  }

  private func caution(_ space: some SearchSpace, _ encoding: CodeEncoding) -> String {
    "model files that are not there are taken for networks of \(space.name) by their numbers, "
      + "as \(encoding.name): nobody has published what the numbers mean, and this is inferred"
  }

  private func maker(of space: String, batch: Int?) throws(CodeError) -> GraphMaker {
    let key = Key(space: space, batch: batch)
    if let maker = makers.withLock({ $0[key] }) { return maker }
    guard let known = SpaceRegistry.space(named: space) else {
      throw CodeError(
        found: "search space \"\(space)\"",
        expected: "one of " + SpaceRegistry.all.map(\.name).joined(separator: ", "))
    }
    var choice = choice
    choice.batch = batch ?? choice.batch
    let maker = try GraphMaker(of: known, choice, builder: builder)
    makers.withLock { $0[key] = maker }
    return maker
  }
}
