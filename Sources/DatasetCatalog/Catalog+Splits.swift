internal import GRDB

extension Catalog {
  /// Parts the networks and platforms of figures by a rule; nothing is stored.
  ///
  /// - Parameters:
  ///   - name: What the split will be called.
  ///   - rule: The rule.
  ///   - query: The figures.
  ///   - condition: The words of the query's condition, to be kept.
  /// - Returns: The split.
  /// - Throws: `CatalogError`, also where the rule names a family or platform that there is not.
  package func split(
    _ name: String, by rule: SplitRule, matching query: MeasurementQuery, condition: String?
  ) throws -> NamedSplit {
    try checkNames(of: query)
    let subjects = try subjects(matching: query)
    func check(_ what: String, _ names: [String], _ known: NameNumbers) throws {
      guard let name = names.first(where: { !known.names.contains($0) }) else { return }
      throw CatalogError(path, .unknown(what: what, name: name, known: known.names.sorted()))
    }
    switch rule {
    case .families(let names): try check("family", names, subjects.families)
    case .platforms(let names): try check("platform", names, subjects.platforms)
    case .fewShot(_, _, .some(let name)): try check("platform", [name], subjects.platforms)
    default: break
    }
    return NamedSplit(
      name: name, rule: rule.description, condition: condition, of: subjects,
      rule.parts(of: subjects))
  }

  private func subjects(matching query: MeasurementQuery) throws -> SplitSubjects {
    let condition = query.condition()
    return try read { database in
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT graph.id, coalesce(graph.structure, graph.id),
            min(coalesce(measurement.family, graph.family, '')), platform.name, min(run.started)
          FROM measurement JOIN graph ON graph.key = measurement.graph
            JOIN platform ON platform.key = measurement.platform
            JOIN run ON run.key = measurement.run
          WHERE value IS NOT NULL AND \(condition.sql)
          GROUP BY measurement.graph, measurement.platform ORDER BY graph.id, platform.name
          """, arguments: condition.arguments)
      var subjects = SplitSubjects()
      while let row = try rows.next() {
        subjects.append(
          graph: row[0], structure: row[1], family: row[2], platform: row[3], since: row[4])
      }
      return subjects
    }
  }

  /// A split that was stored.
  ///
  /// - Throws: `CatalogError`, also if there is none of this name, or it is not what its hash says.
  package func split(named name: String) throws -> NamedSplit {
    try read { database in
      let head = try splitHead(named: name, database)
      var split = NamedSplit(name: name, rule: head.rule, condition: head.condition)
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT part, graph.id, platform.name FROM split_member
            JOIN graph ON graph.key = split_member.graph
            JOIN platform ON platform.key = split_member.platform
          WHERE named_split = ? ORDER BY part, graph.id, platform.name
          """, arguments: [head.key])
      while let row = try rows.next() {
        split.append(part: row[0], graph: row[1], platform: row[2])
      }
      guard split.sha256 == head.sha256 else {
        throw CatalogError(path, .damaged("split \(name) is not what its SHA-256 says"))
      }
      return split
    }
  }

  /// What is stored of a split beside its members.
  func splitHead(named name: String, _ database: Database) throws -> SplitHead {
    let sql = "SELECT key, rule, condition, sha256 FROM named_split WHERE name = ?"
    guard let row = try Row.fetchOne(database, sql: sql, arguments: [name]) else {
      let known = try String.fetchAll(database, sql: "SELECT name FROM named_split ORDER BY name")
      throw CatalogError(path, .unknown(what: "split", name: name, known: known))
    }
    return SplitHead(key: row[0], rule: row[1], condition: row[2], sha256: row[3])
  }

  /// Hands over the networks that are in several parts of a split: those of one structure, whatever
  /// their batch size, and for a split that parts platforms on one platform.
  ///
  /// - Parameters:
  ///   - name: A stored split; `nil` for what the datasets say themselves.
  ///   - body: Told a structure, the platform if that matters, the parts, and the graphs.
  /// - Returns: How many were looked at.
  /// - Throws: `CatalogError`; what the body throws.
  package func forEachLeak(
    ofSplit name: String?,
    _ body: (_ structure: String, _ platform: String?, _ parts: [String], _ graphs: [String])
      throws -> Void
  ) throws -> Int {
    let split = try name.map { try self.split(named: $0) }
    let partsPlatforms = split.flatMap { SplitRule($0.rule)?.partsPlatforms } ?? false
    var found: [SplitPlace: (parts: Set<String>, graphs: Set<String>)] = [:]
    try eachMember(of: split) { structure, graph, platform, part in
      let place = SplitPlace(structure: structure, platform: partsPlatforms ? platform : nil)
      found[place, default: ([], [])].parts.insert(part)
      found[place, default: ([], [])].graphs.insert(graph)
    }
    for (place, leak) in found.sorted(by: { $0.key < $1.key }) where leak.parts.count > 1 {
      try body(place.structure, place.platform, leak.parts.sorted(), leak.graphs.sorted())
    }
    return found.count
  }

  private func eachMember(
    of split: NamedSplit?, _ body: (String, String, String, String) -> Void
  ) throws {
    try read { database in
      guard let split else {
        let rows = try Row.fetchCursor(
          database,
          sql: """
            SELECT DISTINCT coalesce(graph.structure, graph.id), graph.id, dataset.name, split.name
            FROM measurement JOIN graph ON graph.key = measurement.graph
              JOIN dataset ON dataset.key = measurement.dataset
              JOIN split ON split.key = measurement.split
            """)
        while let row = try rows.next() {
          let dataset: String = row[2]
          body(row[0], row[1], dataset, dataset + "/" + (row[3] as String))
        }
        return
      }
      let structures = try Row.fetchCursor(
        database, sql: "SELECT id, coalesce(structure, id) FROM graph")
      var structure: [String: String] = [:]
      while let row = try structures.next() { structure[row[0]] = row[1] }
      split.forEach { part, graph, platform in
        body(structure[graph] ?? graph, graph, platform, part)
      }
    }
  }
}

/// A row of the table of splits.
struct SplitHead {
  let key: Int64
  let rule: String
  let condition: String?
  let sha256: String
}

/// What should be in one part alone.
private struct SplitPlace: Hashable, Comparable {
  let structure: String
  let platform: String?

  static func < (left: Self, right: Self) -> Bool {
    (left.structure, left.platform ?? "") < (right.structure, right.platform ?? "")
  }
}
