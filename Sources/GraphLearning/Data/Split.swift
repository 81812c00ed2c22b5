internal import Datasets

/// Which rows are learned from and which are held out.
package enum Split: Sendable, Equatable {
  /// As the dataset says: everything but `test` is learned from.
  case own
  /// One family is held out.
  case family(String)
  /// A share of the networks is held out by a hash of their structure: all batch sizes and platforms
  /// of a network stay together. `dataset-split` draws the same networks.
  case random(fraction: Double, seed: UInt64)
  /// So many networks, drawn by a hash of their structure, are learned from and all others held out.
  case networks(count: Int, seed: UInt64)
  /// So many figures are learned from, and all others held out: figures of one network may be on both
  /// sides, as where Eagle draws 900 of its cells.
  case rows(count: Int, seed: UInt64)
  /// One of so many parts of the networks is held out; the parts, numbered from 1, share no structure.
  case fold(Int, of: Int, seed: UInt64)

  /// Reads `own`, `family:NAME`, `random:FRACTION:SEED`, `networks:COUNT:SEED`, `rows:COUNT:SEED`
  /// or `fold:NUMBER:COUNT:SEED`; `nil` for anything else.
  package init?(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    switch (parts[0], parts.count) {
    case ("own", 1): self = .own
    case ("family", 2) where !parts[1].isEmpty: self = .family(String(parts[1]))
    case ("random", 2):
      let values = parts[1].split(separator: ":", omittingEmptySubsequences: false)
      guard values.count == 2, let fraction = Double(values[0]), let seed = UInt64(values[1]),
        fraction > 0, fraction < 1
      else { return nil }
      self = .random(fraction: fraction, seed: seed)
    case ("networks", 2), ("rows", 2):
      let values = parts[1].split(separator: ":", omittingEmptySubsequences: false)
      guard values.count == 2, let count = Int(values[0]), let seed = UInt64(values[1]), count > 0
      else { return nil }
      self =
        parts[0] == "rows" ? .rows(count: count, seed: seed) : .networks(count: count, seed: seed)
    case ("fold", 2):
      let values = parts[1].split(separator: ":", omittingEmptySubsequences: false)
      guard values.count == 3, let number = Int(values[0]), let count = Int(values[1]),
        let seed = UInt64(values[2]), count > 1, (1...count).contains(number)
      else { return nil }
      self = .fold(number, of: count, seed: seed)
    default: return nil
    }
  }

  /// The rows to learn from and those held out, in order.
  package func apply(to data: TrainingData) -> (train: [Int], test: [Int]) {
    var (train, test): ([Int], [Int]) = ([], [])
    let drawn = drawn(of: data)
    for (index, row) in data.rows.enumerated() {
      let isHeldOut =
        switch self {
        case .networks: !drawn.contains(row.network)
        case .rows: !drawn.contains(index)
        case .own: row.split == "test"
        case .family(let name): row.family == name
        case .random(let fraction, let seed):
          SplitDraw.share(of: data.networks[row.network].structure, seed: seed) < fraction
        case .fold(let number, let count, let seed):
          Int(Self.share(of: data.networks[row.network].structure, seed: seed) * Double(count))
            == number - 1
        }
      if isHeldOut { test.append(index) } else { train.append(index) }
    }
    return (train, test)
  }

  /// The networks or rows that are learned from where their number is given: those with the least
  /// hashes.
  private func drawn(of data: TrainingData) -> Set<Int> {
    let keys: [String]
    let (count, seed): (Int, UInt64)
    switch self {
    case .own, .family, .random, .fold: return []
    case .networks(let number, let start):
      keys = data.networks.map(\.structure)
      (count, seed) = (number, start)
    case .rows(let number, let start):
      keys = data.rows.map { Self.key(of: $0, in: data) }
      (count, seed) = (number, start)
    }
    let shares = keys.map { Self.share(of: $0, seed: seed) }
    return Set(keys.indices.sorted { (shares[$0], $0) < (shares[$1], $1) }.prefix(count))
  }

  /// What tells a figure from others.
  private static func key(of row: TrainingData.Row, in data: TrainingData) -> String {
    let target = data.targets[row.target]
    return "\(data.networks[row.network].id) \(target.platform) \(target.metric) \(row.value)"
  }

  /// Takes a share of the rows away for validation: those that hash below it by their network's
  /// structure, or each for itself.
  package static func validation(
    of rows: [Int], in data: TrainingData, fraction: Double, seed: UInt64,
    unit: FitConfiguration.ValidationUnit = .networks
  ) -> (train: [Int], validation: [Int]) {
    var (train, validation): ([Int], [Int]) = ([], [])
    for row in rows {
      let key =
        switch unit {
        case .networks: data.networks[data.rows[row].network].structure
        case .rows: Self.key(of: data.rows[row], in: data)
        }
      if share(of: key, seed: seed ^ 0x7661_6C69_6461_7465) < fraction {
        validation.append(row)
      } else {
        train.append(row)
      }
    }
    return (train, validation)
  }

  /// A number in 0 ..< 1 that only the text and the seed decide (FNV-1a, scrambled).
  static func share(of text: String, seed: UInt64) -> Double {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    var random = RandomSource(seed, hash)
    return Double(random.unit())
  }
}

extension Split: CustomStringConvertible {
  /// The text that `init` reads.
  package var description: String {
    switch self {
    case .own: "own"
    case .family(let name): "family:\(name)"
    case .random(let fraction, let seed): "random:\(fraction):\(seed)"
    case .networks(let count, let seed): "networks:\(count):\(seed)"
    case .rows(let count, let seed): "rows:\(count):\(seed)"
    case .fold(let number, let count, let seed): "fold:\(number):\(count):\(seed)"
    }
  }
}
