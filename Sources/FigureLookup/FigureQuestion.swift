package import ComputationGraph
package import GraphBuilding

/// What is asked: a figure of one network on one platform.
package struct FigureQuestion: Sendable {
  /// The network, with its id.
  package let graph: Graph
  /// The platform.
  package let platform: String
  /// The metric, such as `latency`.
  package let metric: String

  /// A question about a graph.
  package init(about graph: Graph, platform: String, metric: String) {
    self.graph = graph
    self.platform = platform
    self.metric = metric
  }

  /// A question about a model's file.
  ///
  /// - Parameters:
  ///   - file: The file's bytes.
  ///   - name: Its name.
  ///   - platform: The platform.
  ///   - metric: The metric.
  ///   - builder: Builds the graph for a batch.
  /// - Throws: What is wrong with the file.
  package init(
    aboutModel file: RawSpan, named name: String, platform: String, metric: String,
    _ builder: GraphBuilder
  ) throws {
    var workshop = GraphWorkshop(builder)
    var graph: Graph
    do {
      graph = try workshop.build(file, as: ModelFormat(of: file, named: name)).graph
    } catch {
      throw FigureLookupError("\(name): \(error)")
    }
    graph.name = name
    self.init(about: graph, platform: platform, metric: metric)
  }
}
