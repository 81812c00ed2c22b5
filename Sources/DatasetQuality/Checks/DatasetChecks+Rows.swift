internal import Charts
internal import Statistics

extension DatasetChecks {
  /// Networks that get faster as the batch grows.
  static func checkBatches(_ table: FigureTable, _ groups: [[Int]]) -> [Finding] {
    var findings: [Finding] = []
    lazy var structures = StructureNumbers(table)
    for (number, rows) in groups.enumerated() {
      let series = table.series[number]
      guard series.unit == "s" || series.unit == "J" else { continue }
      var batches: [Int: [Int]] = [:]
      let batch = { (row: Int) in table.subject(table.rows[row]).batch }
      // Most platforms have figures of one batch size, and nothing to compare.
      guard let first = rows.first.map(batch), !rows.allSatisfy({ batch($0) == first }) else {
        continue
      }
      for row in rows where batch(row) > 0 && table.rows[row].value > 0 {
        batches[structures[Int(table.rows[row].network)], default: []].append(row)
      }
      var (compared, falling, factors): (Int, [Int], [Double]) = (0, [], [])
      for rows in batches.values {
        guard
          let least = rows.min(by: { batch($0) < batch($1) }),
          let most = rows.max(by: { batch($0) < batch($1) }),
          batch(most) >= 2 * batch(least)
        else { continue }
        compared += 1
        let factor = table.rows[most].value / table.rows[least].value
        if factor < 0.8 {
          falling.append(most)
          factors.append(factor)
        }
      }
      guard falling.count >= 3, falling.count * 5 >= compared else { continue }
      let factor = Scale.text(Quantile.median(of: factors.sorted()), digits: 2)
      findings.append(
        table.finding(
          .perSample, .error,
          "\(table.title(of: series)): \(falling.count) of \(compared) networks need less for a "
            + "larger batch (median factor \(factor)): figures per sample among figures per batch?",
          rows: falling.sorted()))
    }
    return findings
  }

  /// Platforms that lack networks which others of the dataset have.
  static func checkCoverage(_ table: FigureTable) -> [Finding] {
    struct Topic: Hashable {
      let dataset: Int
      let metric: String
      let phase: String
    }
    // Rows of one subject tell of one topic and platform: names are compared once a subject.
    var subjects: [Topic: [String: [Int]]] = [:]
    for (number, subject) in table.subjects.enumerated() {
      let series = table.series[subject.series]
      let topic = Topic(dataset: subject.dataset, metric: series.metric, phase: series.phase)
      subjects[topic, default: [:]][series.platform, default: []].append(number)
    }
    let rows = table.rowsBySubject()
    var findings: [Finding] = []
    let topics = subjects.keys.sorted {
      (table.name($0.dataset), $0.metric, $0.phase)
        < (table.name($1.dataset), $1.metric, $1.phase)
    }
    var (all, own) = (NetworkMarks(table), NetworkMarks(table))
    for topic in topics {
      guard let platforms = subjects[topic], platforms.count > 1 else { continue }
      all.removeAll()
      for subject in platforms.values.joined() {
        for row in rows[subject] { all.insert(table.rows[row].network) }
      }
      for (platform, subjects) in platforms.sorted(by: { $0.key < $1.key }) {
        own.removeAll()
        for subject in subjects { for row in rows[subject] { own.insert(table.rows[row].network) } }
        guard own.count < all.count else { continue }
        let dataset = topic.dataset == 0 ? "" : " of \(table.name(topic.dataset))"
        let missing = table.networks.indices.lazy.filter { all.contains($0) && !own.contains($0) }
        let examples = missing.prefix(3).map { table.networkName($0) }
        findings.append(
          table.finding(
            .coverageGap, .note,
            "\(topic.metric) on \"\(platform)\"\(dataset): "
              + "\(all.count - own.count) of \(all.count) networks are missing "
              + "(\(examples.joined(separator: ", "))\(all.count - own.count > 3 ? ", …" : ""))"))
      }
    }
    return findings
  }

  /// Rows about the same thing.
  static func checkRepeats(_ table: FigureTable) -> [Finding] {
    var more: [Int: [Int]] = [:]
    var met = NetworkMarks(table)
    for (subject, rows) in table.rowsBySubject().enumerated() {
      met.removeAll()
      for row in rows where table.rows[row].value.isFinite {
        let network = table.rows[row].network
        if let first = met.first(of: network, else: row) {
          more[Int(network) * table.subjects.count + subject, default: [first]].append(row)
        }
      }
    }
    var (same, close, apart): ([Int], [Int], [Int]) = ([], [], [])
    for rows in more.values {
      let values = rows.map { table.rows[$0].value }
      guard let low = values.min(), let high = values.max() else { continue }
      if low == high {
        same += rows
      } else if low > 0, high <= 1.1 * low {
        close += rows
      } else {
        apart += rows
      }
    }
    var findings: [Finding] = []
    if !apart.isEmpty {
      findings.append(
        table.finding(
          .conflictingRows, .error,
          "\(apart.count) rows about the same network, platform and batch differ by more than a tenth",
          rows: apart.sorted()))
    }
    if !close.isEmpty {
      findings.append(
        table.finding(
          .conflictingRows, .warning,
          "\(close.count) rows about the same network, platform and batch differ by up to a tenth",
          rows: close.sorted()))
    }
    if !same.isEmpty {
      findings.append(
        table.finding(
          .repeatedRows, .note, "\(same.count) rows say the same about the same thing",
          rows: same.sorted()))
    }
    return findings
  }

  /// Networks that are in several splits of a dataset, whatever their batch size.
  static func checkLeakage(_ table: FigureTable) -> [Finding] {
    guard table.rows.contains(where: { $0.split != 0 }) else { return [] }
    let numbers = StructureNumbers(table)
    var splits: [Int: [Int: [Int32: Int]]] = [:]
    for (index, row) in table.rows.enumerated() where row.split != 0 {
      let structure = numbers[Int(row.network)]
      let dataset = table.subject(row).dataset
      if splits[dataset]?[structure]?[row.split] == nil {
        splits[dataset, default: [:]][structure, default: [:]][row.split] = index
      }
    }
    var findings: [Finding] = []
    for (dataset, structures) in splits.sorted(by: { table.name($0.key) < table.name($1.key) }) {
      let leaking = structures.values.filter { $0.count > 1 }
      guard !leaking.isEmpty else { continue }
      let names = Set(leaking.flatMap(\.keys)).map { table.name($0) }.sorted()
      findings.append(
        table.finding(
          .leakage, .error,
          "\(dataset == 0 ? "rows without a dataset" : table.name(dataset)): "
            + "\(plural(leaking.count, "network")) of \(structures.count) in several of the splits "
            + names.joined(separator: ", "),
          rows: leaking.flatMap(\.values).sorted()))
    }
    return findings
  }
}
