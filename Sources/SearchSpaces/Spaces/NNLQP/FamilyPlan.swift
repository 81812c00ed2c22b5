/// What varies in a family, kind by kind: channels, kernels, depths, expansions.
package struct FamilyPlan: Sendable {
  /// One number that varies.
  struct Choice: Sendable {
    let options: [Int]
    let standard: Int

    init(_ standard: Int, of options: [Int]) {
      self.standard = standard
      self.options = options
    }

    var standardGene: Int { options.firstIndex(of: standard) ?? 0 }
  }

  /// The choices of one kind.
  struct Kind: Sendable {
    let letter: String
    let choices: [Choice]
    /// Where its genes begin.
    let start: Int
  }

  private(set) var kinds: [Kind] = []

  /// Channels and other sizes in per cent of the original's.
  static let shares = Array(stride(from: 20, through: 180, by: 10))

  var choices: [Choice] { kinds.flatMap(\.choices) }

  /// The genes of the original network.
  var standardGenes: Genes { choices.map(\.standardGene) }

  /// Choices of a kind.
  func choosing(_ letter: String, _ choices: [Choice]) -> FamilyPlan {
    var plan = self
    let start = kinds.last.map { $0.start + $0.choices.count } ?? 0
    plan.kinds.append(Kind(letter: letter, choices: choices, start: start))
    return plan
  }

  /// Channels, as shares of the original's.
  func channels(_ count: Int) -> FamilyPlan {
    choosing("c", Array(repeating: Choice(100, of: Self.shares), count: count))
  }

  /// Kernels: the original's, of the same sizes for all.
  func kernels(_ standards: [Int], of sizes: [Int] = [3, 5, 7]) -> FamilyPlan {
    choosing("k", standards.map { Choice($0, of: sizes) })
  }

  /// Depths: the original's, from one block to so many more than the original has.
  func depths(_ standards: [Int], more: Int = 1) -> FamilyPlan {
    choosing("d", standards.map { Choice($0, of: Array(1...($0 + more))) })
  }
}

/// The numbers that are chosen for one network of a family.
package struct FamilyChoices: Sendable {
  private let plan: FamilyPlan
  private(set) var genes: Genes

  init(_ plan: FamilyPlan, _ genes: Genes) {
    self.plan = plan
    self.genes = genes
  }

  /// The choice of a kind at a position.
  subscript(_ letter: String, _ position: Int) -> Int {
    guard let kind = plan.kinds.first(where: { $0.letter == letter }) else { return 0 }
    return kind.choices[position].options[genes[kind.start + position]]
  }

  /// Takes the original's for choices of some kinds that do not matter.
  mutating func reset(_ letters: [String], _ positions: Range<Int>) {
    for kind in plan.kinds where letters.contains(kind.letter) {
      for position in positions {
        genes[kind.start + position] = kind.choices[position].standardGene
      }
    }
  }

  /// So many channels of the original, as the share at a position makes them.
  func channels(_ position: Int, of original: Int) -> Int {
    max(1, original * self["c", position] / 100)
  }
}
