internal import Datasets

extension SplitRule {
  /// The names of the parts, and the place in them of each subject's.
  func parts(of subjects: SplitSubjects) -> (names: [String], places: [Int]) {
    func sides(_ isHeld: (SplitSubjects.Subject) -> Bool) -> (names: [String], places: [Int]) {
      (["test", "train"], subjects.all.map { isHeld($0) ? 0 : 1 })
    }
    let structures = subjects.structures.names
    switch self {
    case .families(let names):
      let held = subjects.families.numbers(of: names)
      return sides { held.contains($0.family) }
    case .platforms(let names):
      let held = subjects.platforms.numbers(of: names)
      return sides { held.contains($0.platform) }
    case .time(let time):
      let isLate = subjects.times.names.map { $0 >= time }
      return sides { isLate[Int($0.since)] }
    case .random(let fraction, let seed):
      let isHeld = structures.map { SplitDraw.share(of: $0, seed: seed) < fraction }
      return sides { isHeld[Int($0.structure)] }
    case .folds(let count, let seed):
      let places = Self.places(of: structures.indices, structures, seed)
      return (
        (0..<count).map { "fold-\($0)" },
        subjects.all.map { places[Int($0.structure), default: 0] % count }
      )
    case .fewShot(let count, let seed, let platform):
      let platforms = subjects.platforms.numbers(of: platform.map { [$0] } ?? [])
      func isJudged(_ subject: SplitSubjects.Subject) -> Bool {
        platform == nil || platforms.contains(subject.platform)
      }
      let judged = Set(subjects.all.lazy.filter(isJudged).map { Int($0.structure) })
      let places = Self.places(of: judged, structures, seed)
      return sides { isJudged($0) && places[Int($0.structure), default: 0] >= count }
    }
  }

  /// The place of each of some structures, by their numbers, in the order of their draws.
  private static func places(
    of numbers: some Sequence<Int>, _ structures: [String], _ seed: UInt64
  ) -> [Int: Int] {
    let draws = numbers.map {
      (draw: SplitDraw.share(of: structures[$0], seed: seed), number: $0)
    }
    let order = draws.sorted { left, right in
      (left.draw, structures[left.number]) < (right.draw, structures[right.number])
    }
    return Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1.number, $0) })
  }
}
