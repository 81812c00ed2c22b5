/// Networks on platforms as rules see them, in the order of graphs and platforms: numbers of names,
/// twenty bytes each.
struct SplitSubjects {
  /// A network on a platform.
  struct Subject {
    let graph: UInt32
    let structure: UInt32
    let family: UInt32
    let platform: UInt32
    /// When its first figure came into the catalog.
    let since: UInt32
  }

  private(set) var all: [Subject] = []
  private(set) var graphs: [String] = []
  private(set) var structures = NameNumbers()
  private(set) var families = NameNumbers()
  private(set) var platforms = NameNumbers()
  private(set) var times = NameNumbers()

  /// Adds the next network on a platform.
  mutating func append(
    graph: String, structure: String, family: String, platform: String, since: String
  ) {
    if graphs.last != graph { graphs.append(graph) }
    all.append(
      Subject(
        graph: UInt32(graphs.count - 1), structure: structures.number(of: structure),
        family: families.number(of: family), platform: platforms.number(of: platform),
        since: times.number(of: since)))
  }
}

extension NamedSplit {
  /// Puts subjects, which are in order, into parts.
  ///
  /// - Parameters:
  ///   - name: What the split is called.
  ///   - rule: The rule that made it.
  ///   - condition: The condition on figures that it was made of.
  ///   - subjects: The members.
  ///   - parts: The names of the parts, and the place in them of each member's.
  init(
    name: String, rule: String, condition: String?, of subjects: SplitSubjects,
    _ parts: (names: [String], places: [Int])
  ) {
    self.init(name: name, rule: rule, condition: condition)
    var members = parts.names.map { (part: $0, numbers: [UInt32]()) }
    for (number, place) in parts.places.enumerated() {
      members[place].numbers.append(UInt32(number))
    }
    for (part, numbers) in members.sorted(by: { $0.part < $1.part }) {
      for number in numbers {
        let subject = subjects.all[Int(number)]
        append(
          part: part, graph: subjects.graphs[Int(subject.graph)],
          platform: subjects.platforms.names[Int(subject.platform)])
      }
    }
  }
}
