/// A number for each network that it has at any batch size.
struct StructureNumbers {
  private var numbers: [Int] = []

  init(_ table: FigureTable) {
    var known: [String: Int] = [:]
    numbers = table.networks.map { network in
      let name = Self.structure(of: network)
      if let number = known[name] { return number }
      known[name] = known.count
      return known.count - 1
    }
  }

  /// The number of a network of the table.
  subscript(network: Int) -> Int { numbers[network] }

  /// What a network is called at any batch size: its structure, or else its name without the batch
  /// size that names of PerfSeer begin with.
  private static func structure(of network: FigureTable.Network) -> String {
    if let structure = network.structure { return structure }
    let file = network.name.split(separator: "/").last ?? ""
    guard file.hasPrefix("bs") else { return network.name }
    let rest = file.dropFirst(2).drop { $0.isNumber }
    return rest.first == "_" ? String(rest) : network.name
  }
}
