internal import Datasets

/// A network on a platform, as rules see it.
struct SplitSubject: Hashable {
  var graph: String
  var structure: String
  var family: String
  var platform: String
  /// When its first figure came into the catalog.
  var since: String
}

extension SplitRule {
  /// The part of each subject.
  func parts(of subjects: [SplitSubject]) -> [String] {
    switch self {
    case .families(let names):
      let names = Set(names)
      return subjects.map { names.contains($0.family) ? "test" : "train" }
    case .platforms(let names):
      let names = Set(names)
      return subjects.map { names.contains($0.platform) ? "test" : "train" }
    case .time(let time): return subjects.map { $0.since < time ? "train" : "test" }
    case .random(let fraction, let seed):
      let draws = Self.draws(Set(subjects.map(\.structure)), seed)
      return subjects.map { draws[$0.structure, default: 0] < fraction ? "test" : "train" }
    case .folds(let count, let seed):
      let places = Self.places(Set(subjects.map(\.structure)), seed)
      return subjects.map { "fold-\(places[$0.structure, default: 0] % count)" }
    case .fewShot(let count, let seed, let platform):
      let judged = subjects.filter { platform == nil || $0.platform == platform }
      let places = Self.places(Set(judged.map(\.structure)), seed)
      return subjects.map { subject in
        let isJudged = platform == nil || subject.platform == platform
        return isJudged && places[subject.structure, default: 0] >= count ? "test" : "train"
      }
    }
  }

  private static func draws(_ structures: Set<String>, _ seed: UInt64) -> [String: Double] {
    Dictionary(
      uniqueKeysWithValues: structures.map { ($0, SplitDraw.share(of: $0, seed: seed)) })
  }

  /// The place of each structure in the order of their draws.
  private static func places(_ structures: Set<String>, _ seed: UInt64) -> [String: Int] {
    let order = draws(structures, seed).sorted { ($0.value, $0.key) < ($1.value, $1.key) }
    return Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1.key, $0) })
  }
}
