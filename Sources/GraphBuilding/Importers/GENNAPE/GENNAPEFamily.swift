/// The family of a GENNAPE network, and what networks of the family are trained for.
struct GENNAPEFamily: Equatable {
  /// GENNAPE's name of the family; `nil` for a network of none.
  let name: String?
  /// What its networks are trained for.
  let task: String?

  /// Whether accuracies come from a model of training: NAS-Bench-301 is one.
  var isEstimated: Bool { name == "nb301" }

  /// Asks the graph's name first, for one file holds both mobile families of Once-for-all; the
  /// file's name tells apart what NAS-Bench-201 is trained for.
  init(path: String, graph: String) {
    let graph = Self.plain(graph)
    let start = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
    let file = Self.plain(String(path[start...]))
    let byGraph = Self.prefixes.first { graph.hasPrefix($0.prefix) }?.name
    var name = byGraph ?? Self.prefixes.first { file.contains($0.prefix) }?.name
    if name == "nb201c10" {
      if file.contains("c100") { name = "nb201c100" }
      if file.contains("imgnet") || file.contains("imagenet") { name = "nb201imgnet" }
    }
    self.name = name
    task =
      switch name {
      case nil: nil
      case "nb201c100": "cifar100"
      case "nb201imgnet": "imagenet16-120"
      case "ofa_pn", "ofa_mbv3", "ofa_resnet": "imagenet"
      default: "cifar10"
      }
  }

  private static func plain(_ name: String) -> String {
    name.lowercased().filter { $0 != "-" && $0 != "_" }
  }

  private static let prefixes: [(prefix: String, name: String)] = [
    ("nb101", "nb101"), ("nb201", "nb201c10"), ("nb301", "nb301"), ("ofapn", "ofa_pn"),
    ("ofambv3", "ofa_mbv3"), ("ofaresnet", "ofa_resnet"), ("ofarn", "ofa_resnet"),
    ("hiaml", "hiaml"), ("twopath", "two_path"), ("inception", "inception"),
  ]
}
