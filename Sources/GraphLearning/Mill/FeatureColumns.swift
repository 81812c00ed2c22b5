internal import Statistics

/// Which named numbers of a network become a row, in which order, and how they are scaled.
struct FeatureColumns: Sendable, Equatable {
  /// A named number.
  struct Name: Sendable, Hashable, Comparable {
    let block: NetworkTraits.Block
    let name: String

    static func < (left: Name, right: Name) -> Bool {
      (left.block.rawValue, left.name) < (right.block.rawValue, right.name)
    }
  }

  /// The columns.
  let names: [Name]
  /// What is subtracted from each, and what it is then multiplied by.
  let shifts: [Double]
  let factors: [Double]

  /// Blocks whose numbers are of different kinds, so that each gets mean 0 and deviation 1.
  private static let scaled: Set<NetworkTraits.Block> = [
    .totals, .sums, .memory, .structure, .lengths,
  ]

  /// The columns of blocks that tell training networks apart.
  init(of networks: [NetworkTraits], _ blocks: [NetworkTraits.Block]) {
    var found: Set<Name> = []
    for traits in networks {
      for block in blocks {
        for name in (traits.blocks[block] ?? [:]).keys {
          found.insert(Name(block: block, name: name))
        }
      }
    }
    var columns: [(name: Name, shift: Double, factor: Double)] = []
    let count = Double(max(1, networks.count))
    for name in found.sorted() {
      let values = networks.map { Self.value(name, $0) }
      let mean = values.reduce(0, +) / count
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
      guard variance > 1e-12 else { continue }
      let isScaled = Self.scaled.contains(name.block)
      columns.append((name, isScaled ? mean : 0, isScaled ? 1 / variance.squareRoot() : 1))
    }
    names = columns.map(\.name)
    shifts = columns.map(\.shift)
    factors = columns.map(\.factor)
  }

  /// Columns as a checkpoint keeps them.
  init(names: [Name], shifts: [Double], factors: [Double]) {
    self.names = names
    self.shifts = shifts
    self.factors = factors
  }

  /// The row of a network.
  func callAsFunction(_ traits: NetworkTraits) -> [Double] {
    names.indices.map { (Self.value(names[$0], traits) - shifts[$0]) * factors[$0] }
  }

  /// A number of a network. A length under a weight of an operator that the network does not have is the
  /// length without weights, and 0 for that operator alone.
  private static func value(_ name: Name, _ traits: NetworkTraits) -> Double {
    guard let values = traits.blocks[name.block] else { return 0 }
    if let value = values[name.name] { return value }
    guard name.block == .lengths else { return 0 }
    let isRest = name.name.hasPrefix("~")
    let isAlone = name.name.dropFirst(isRest ? 1 : 0).hasPrefix("=")
    return isAlone ? 0 : values[isRest ? "~" : ""] ?? 0
  }
}
