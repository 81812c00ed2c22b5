extension PickleFamily {
  /// The classes of networkx, whose objects stay data: dictionaries of nodes and edges.
  package static let networks = PickleFamily(
    [
      ("networkx.classes.graph", ["Graph"]),
      ("networkx.classes.digraph", ["DiGraph"]),
      ("networkx.classes.multigraph", ["MultiGraph"]),
      ("networkx.classes.multidigraph", ["MultiDiGraph"]),
      ("networkx.classes.ordered", ["OrderedGraph", "OrderedDiGraph"]),
      (
        "networkx.classes.reportviews",
        [
          "NodeView", "NodeDataView", "EdgeView", "EdgeDataView", "OutEdgeView", "InEdgeView",
          "OutEdgeDataView", "InEdgeDataView", "MultiEdgeView", "OutMultiEdgeView",
          "InMultiEdgeView", "DegreeView", "DiDegreeView", "InDegreeView", "OutDegreeView",
          "MultiDegreeView", "DiMultiDegreeView", "InMultiDegreeView", "OutMultiDegreeView",
        ]
      ),
      (
        "networkx.classes.coreviews",
        ["AtlasView", "AdjacencyView", "MultiAdjacencyView", "UnionAtlas", "FilterAtlas"]
      ),
    ].flatMap { module, names in names.map { PickleBuilder([module], $0) } })
}
