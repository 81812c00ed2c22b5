import ComputationGraph

/// Boxes in layers, with a bend in each layer that a link passes, so that segments join neighbouring
/// layers alone.
///
/// All links of a box share one trunk of bends, from which each leaves above its target: they carry
/// the same values, and a network in which every layer reads all before it stays readable. Where
/// trunks would still have too many bends the longest links leave the layers; see ``detours``.
struct LayeredItems {
  /// Items below this number are boxes, the others bends.
  let boxCount: Int
  /// The layer of each item.
  private(set) var layers: [Int32]
  /// The bends of each box's trunk, one for each layer below its own.
  private(set) var trunks: [Range<Int32>] = []
  /// Segments lead from an item to one in the next layer.
  private(set) var above: Adjacency
  private(set) var below: Adjacency
  /// The items of each layer, from left to right.
  var rows: [[Int32]]
  /// Links that do not run through the layers.
  private(set) var detours: [LinkedBoxes.Link] = []

  /// The most bends for each box on average, and for few boxes.
  private static let bendsPerBox = 40
  private static let leastBends = 50_000

  /// Puts boxes into layers.
  ///
  /// - Throws: ``GraphError`` if links lead in a circle.
  init(_ content: LinkedBoxes) throws(GraphError) {
    boxCount = content.boxes.count
    let links = Self.distinct(content.links)
    let layering = try Layering(
      count: boxCount, from: links.map { Int32($0.from) }, to: links.map { Int32($0.to) })
    let layer = layering.layers
    layers = layer.map(Int32.init)
    let reach = Self.reach(links, layer)
    var depth = layer
    for link in links where layer[link.to] - layer[link.from] <= reach {
      depth[link.from] = max(depth[link.from], layer[link.to] - 1)
    }
    var upper: [Int32] = []
    var lower: [Int32] = []
    for box in 0..<boxCount {
      let start = Int32(layers.count)
      var before = Int32(box)
      for level in layer[box]..<depth[box] {
        upper.append(before)
        before = Int32(layers.count)
        lower.append(before)
        layers.append(Int32(level + 1))
      }
      trunks.append(start..<Int32(layers.count))
    }
    for link in links {
      let length = layer[link.to] - layer[link.from]
      if length > reach {
        detours.append(link)
      } else {
        upper.append(
          length == 1 ? Int32(link.from) : trunks[link.from].lowerBound + Int32(length - 2))
        lower.append(Int32(link.to))
      }
    }
    below = Adjacency(count: layers.count, ends: upper, neighbours: lower)
    above = Adjacency(count: layers.count, ends: lower, neighbours: upper)
    rows = Array(repeating: [], count: layering.count)
  }

  /// Whether an item is a bend.
  func isBend(_ item: Int32) -> Bool { item >= Int32(boxCount) }

  /// The item from which a link reaches its target; `nil` for a detour.
  func lastItem(from box: Int, to target: Int) -> Int32 {
    let length = layers[target] - layers[box]
    return length == 1 ? Int32(box) : trunks[box].lowerBound + length - 2
  }

  private static func distinct(_ links: [LinkedBoxes.Link]) -> [LinkedBoxes.Link] {
    var seen: Set<LinkedBoxes.Link> = []
    return links.filter { seen.insert($0).inserted }
  }

  /// How many layers a link may lead down for the bends to stay within bounds.
  private static func reach(_ links: [LinkedBoxes.Link], _ layer: [Int]) -> Int {
    var longest = Array(repeating: 1, count: layer.count)
    for link in links {
      longest[link.from] = max(longest[link.from], layer[link.to] - layer[link.from])
    }
    let most = max(leastBends, layer.count * bendsPerBox)
    var reach = longest.max() ?? 1
    while reach > 1, longest.reduce(0, { $0 + min($1, reach) - 1 }) > most {
      reach -= max(reach / 8, 1)
    }
    return reach
  }
}
