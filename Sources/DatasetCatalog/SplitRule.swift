/// How figures are parted into those to learn from and those to be judged on.
///
/// A rule parts networks, or networks on platforms, never two figures of one network on one platform.
/// All that it decides by chance follows from SHA-256 of the seed and the network's structure, so
/// that all batch sizes of a network stay together, and a catalog that grows keeps its parts.
package enum SplitRule: Sendable, Equatable {
  /// Families are held out.
  case families([String])
  /// Platforms are held out.
  case platforms([String])
  /// A share of the networks is held out.
  case random(fraction: Double, seed: UInt64)
  /// So many networks are learned from and the others held out; with a platform, figures of the other
  /// platforms are all learned from.
  case fewShot(count: Int, seed: UInt64, platform: String?)
  /// As many parts of about the same size, `fold-0` and so on.
  case folds(count: Int, seed: UInt64)
  /// What came into the catalog at a time or later is held out, as `2026-01-31T23:59:59Z`.
  case time(String)

  /// The forms of rules, for help and refusals.
  package static let forms = """
    family:NAME,…, platform:NAME,…, random:FRACTION:SEED, few-shot:N:SEED[:PLATFORM], \
    folds:K:SEED or time:2026-01-31
    """

  /// Reads a rule; `nil` for what is none.
  package init?(_ text: String) {
    let words = text.split(separator: ":", maxSplits: 1).map(String.init)
    guard words.count == 2 else { return nil }
    let names = words[1].split(separator: ",").map(String.init)
    let parts = words[1].split(separator: ":", maxSplits: 2).map(String.init)
    let seed = parts.count > 1 ? UInt64(parts[1]) : nil
    switch words[0] {
    case "family" where !names.isEmpty: self = .families(names.sorted())
    case "platform" where !names.isEmpty: self = .platforms(names.sorted())
    case "time" where words[1].first?.isNumber == true: self = .time(words[1])
    case "random":
      guard parts.count == 2, let seed, let fraction = Double(parts[0]), fraction > 0, fraction < 1
      else { return nil }
      self = .random(fraction: fraction, seed: seed)
    case "few-shot":
      guard let seed, let count = Int(parts[0]), count > 0 else { return nil }
      self = .fewShot(count: count, seed: seed, platform: parts.count > 2 ? parts[2] : nil)
    case "folds":
      guard parts.count == 2, let seed, let count = Int(parts[0]), (2...1000).contains(count) else {
        return nil
      }
      self = .folds(count: count, seed: seed)
    default: return nil
    }
  }

  /// Whether networks are meant to be on both sides, on different platforms.
  package var partsPlatforms: Bool {
    switch self {
    case .platforms, .time: true
    case .fewShot(_, _, let platform): platform != nil
    case .families, .random, .folds: false
    }
  }
}

extension SplitRule: CustomStringConvertible {
  /// The text that `init` reads.
  package var description: String {
    switch self {
    case .families(let names): "family:" + names.joined(separator: ",")
    case .platforms(let names): "platform:" + names.joined(separator: ",")
    case .random(let fraction, let seed): "random:\(fraction):\(seed)"
    case .fewShot(let count, let seed, let platform):
      "few-shot:\(count):\(seed)" + (platform.map { ":\($0)" } ?? "")
    case .folds(let count, let seed): "folds:\(count):\(seed)"
    case .time(let time): "time:\(time)"
    }
  }
}
