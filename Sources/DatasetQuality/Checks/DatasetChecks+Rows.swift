internal import Charts
internal import Statistics

extension DatasetChecks {
  /// Networks that get faster as the batch grows.
  static func checkBatches(_ table: FigureTable, _ groups: [[Int]]) -> [Finding] {
    var findings: [Finding] = []
    let structures = StructureNumbers(table)
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
        batches[structures[table.rows[row].network], default: []].append(row)
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
    var own = Array(repeating: Set<Int>(), count: table.subjects.count)
    for row in table.rows { own[row.subject].insert(row.network) }
    var networks: [Topic: [String: Set<Int>]] = [:]
    for (subject, own) in zip(table.subjects, own) {
      let series = table.series[subject.series]
      let topic = Topic(dataset: subject.dataset, metric: series.metric, phase: series.phase)
      networks[topic, default: [:]][series.platform, default: []].formUnion(own)
    }
    var findings: [Finding] = []
    let subjects = networks.keys.sorted {
      (table.names[$0.dataset], $0.metric, $0.phase)
        < (table.names[$1.dataset], $1.metric, $1.phase)
    }
    for subject in subjects {
      guard let platforms = networks[subject], platforms.count > 1 else { continue }
      let all = platforms.values.reduce(Set<Int>()) { $0.union($1) }
      for (platform, own) in platforms.sorted(by: { $0.key < $1.key }) where own.count < all.count {
        let dataset = subject.dataset == 0 ? "" : " of \(table.names[subject.dataset])"
        let examples = all.subtracting(own).sorted().prefix(3).map { table.networks[$0].name }
        findings.append(
          table.finding(
            .coverageGap, .note,
            "\(subject.metric) on \"\(platform)\"\(dataset): "
              + "\(all.count - own.count) of \(all.count) networks are missing "
              + "(\(examples.joined(separator: ", "))\(all.count - own.count > 3 ? ", …" : ""))"))
      }
    }
    return findings
  }

  /// Rows about the same thing.
  static func checkRepeats(_ table: FigureTable) -> [Finding] {
    // One number for what a row is about.
    var firsts: [Int: Int] = [:]
    firsts.reserveCapacity(table.rows.count)
    var more: [Int: [Int]] = [:]
    for (index, row) in table.rows.enumerated() where row.value.isFinite {
      let key = row.network * table.subjects.count + row.subject
      if let first = firsts.updateValue(index, forKey: key) {
        more[key, default: [first]].append(index)
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
    var splits: [Int: [Int: [Int: Int]]] = [:]
    for (index, row) in table.rows.enumerated() where row.split != 0 {
      let structure = numbers[row.network]
      let dataset = table.subject(row).dataset
      if splits[dataset]?[structure]?[row.split] == nil {
        splits[dataset, default: [:]][structure, default: [:]][row.split] = index
      }
    }
    var findings: [Finding] = []
    for (dataset, structures) in splits.sorted(by: { table.names[$0.key] < table.names[$1.key] }) {
      let leaking = structures.values.filter { $0.count > 1 }
      guard !leaking.isEmpty else { continue }
      let names = Set(leaking.flatMap(\.keys)).map { table.names[$0] }.sorted()
      findings.append(
        table.finding(
          .leakage, .error,
          "\(table.names[dataset].isEmpty ? "rows without a dataset" : table.names[dataset]): "
            + "\(plural(leaking.count, "network")) of \(structures.count) in several of the splits "
            + names.joined(separator: ", "),
          rows: leaking.flatMap(\.values).sorted()))
    }
    return findings
  }
}
