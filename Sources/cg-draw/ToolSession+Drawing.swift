import ComputationGraph
import GraphBuilding
import GraphDrawing
import ProcessControl
import RecordStreams
import ToolSupport

/// What has become of a graph on its thread.
private enum Drawn: Sendable {
  case document([UInt8], name: String, id: String)
  /// A part of the sheet that is made in the end.
  case drawing(Drawing)
}

extension ToolSession {
  /// Draws every graph of the inputs.
  ///
  /// - Throws: In a strict run after the first refusal, if there is no graph or no room for a second
  ///   one, and when the system is to blame.
  mutating func draw(
    _ options: InputOptions, _ models: NamedModelOptions, _ plan: DrawingPlan,
    _ destination: Destination, jobs: Int
  ) throws {
    let models = ModelBuilding(models)
    let onSheet = if case .sheet = destination { true } else { false }
    typealias Batch = (place: Place, drawn: [Result<Drawn, any Error>])
    let map = OrderedMap<GraphSource, Batch>(
      jobs: jobs,
      making: {
        var models = models
        return { source in
          var drawn: [Result<Drawn, any Error>] = []
          do {
            try source.forEachGraph(&models) { graph in
              drawn.append(Result { try plan.drawn(graph, onSheet: onSheet) })
            }
          } catch {
            drawn.append(.failure(error))
          }
          return (source.place, drawn)
        }
      })
    var queue = GraphQueue(options)
    var writer = DrawingWriter(destination, plan.format)
    try map.run {
      try queue.next(&self)
    } delivering: { result in
      let (place, drawn) = try result.get()
      for drawn in drawn {
        do {
          switch try drawn.get() {
          case .document(let bytes, let name, let id):
            try writer.write(bytes, name, id, to: output)
          case .drawing(let drawing): try writer.add(drawing)
          }
          showProgress(writer.count, "graphs")
        } catch let error where error.blamesTool {
          throw error
        } catch {
          try refuse(error, at: place)
        }
      }
    }
    guard writer.count > 0 else {
      if refused == 0 { throw NoGraph() }
      return dropOutput()
    }
    if onSheet { try output.write(try plan.sheet(of: writer.drawings)) }
  }
}

extension DrawingPlan {
  fileprivate func drawn(_ graph: Graph, onSheet: Bool) throws -> Drawn {
    if onSheet { return .drawing(try Drawing(try diagram(graph), style)) }
    return .document(try document(graph), name: graph.name ?? "", id: graph.id ?? "")
  }
}

extension Error {
  /// Whether no graph can be drawn as asked for, whichever it is.
  fileprivate var blamesTool: Bool {
    self is NoConverter || self is ProcessError || self is SecondDrawing || self is SheetFull
  }
}

/// The inputs hold nothing to draw.
private struct NoGraph: Error, CustomStringConvertible {
  var description: String { "no graph in the input; expected graph records or models" }
}
