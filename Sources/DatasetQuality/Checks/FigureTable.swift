package import ComputationGraph
package import Datasets

/// The rows of a dataset in memory, for checks: about 64 bytes each, names once.
package struct FigureTable: Sendable {
  struct Row: Sendable {
    var network: Int
    var subject: Int
    var split: Int
    var family: Int
    var file: Int
    var line: Int
    var state: MeasurementState
    var value: Double
  }

  /// What, but for the network, rows are about: those that agree in it and the network should agree.
  struct Subject: Hashable, Sendable {
    var series: Int
    var batch: Int
    var dataset: Int
    var conditions: Int
  }

  /// What is known of a network.
  struct Network: Sendable {
    var name: String
    var structure: String?
    var flops: Double?
    var bytes: Double?
    var parameters: Double?
  }

  private(set) var rows: [Row] = []
  private(set) var networks: [Network] = []
  private(set) var series: [Series] = []
  private(set) var subjects: [Subject] = []
  private var networkNumbers: [String: Int] = [:]
  private var seriesNumbers: [Series: Int] = [:]
  private var subjectNumbers: [Subject: Int] = [:]
  /// Names of datasets, splits, families, files and conditions; the first is empty.
  private(set) var names = [""]
  private var nameNumbers = ["": 0]
  private var lastName = (name: "", number: 0)
  /// A row that was added not long ago, and the number of its subject.
  private var last: (measurement: Measurement, subject: Int)?

  /// No rows so far.
  package init() {}

  /// The number of rows.
  package var count: Int { rows.count }

  private mutating func number(ofName name: String?) -> Int {
    guard let name, !name.isEmpty else { return 0 }
    if lastName.name == name { return lastName.number }
    let number = nameNumbers[name] ?? names.count
    if number == names.count {
      nameNumbers[name] = number
      names.append(name)
    }
    lastName = (name, number)
    return number
  }

  private mutating func number(ofNetwork name: String) -> Int {
    if let number = networkNumbers[name] { return number }
    networkNumbers[name] = networks.count
    networks.append(Network(name: name))
    return networks.count - 1
  }

  private mutating func number(of series: Series) -> Int {
    if let number = seriesNumbers[series] { return number }
    seriesNumbers[series] = self.series.count
    self.series.append(series)
    return self.series.count - 1
  }

  private mutating func number(of subject: Subject) -> Int {
    if let number = subjectNumbers[subject] { return number }
    subjectNumbers[subject] = subjects.count
    subjects.append(subject)
    return subjects.count - 1
  }

  /// Adds what a graph record tells of a network.
  package mutating func add(_ graph: Graph) {
    let number = number(ofNetwork: graph.id ?? "")
    networks[number].structure = graph.structure
    networks[number].flops = graph.totals.flops.map(Double.init)
    networks[number].bytes = graph.totals.bytes.map(Double.init)
    networks[number].parameters = graph.totals.parameters.map(Double.init)
  }

  /// Adds a measurement; one without a figure counts for coverage alone.
  ///
  /// - Parameters:
  ///   - measurement: The measurement.
  ///   - file: Where it was read.
  ///   - line: The line there, from 1; 0 where there is none.
  package mutating func add(_ measurement: Measurement, file: String, line: Int) {
    let name =
      switch measurement.network {
      case .graph(let id): id
      case .model(let path): path
      case .architecture(let space, let encoding): space + " " + encoding
      }
    rows.append(
      Row(
        network: number(ofNetwork: name), subject: number(ofSubjectOf: measurement),
        split: number(ofName: measurement.split), family: number(ofName: measurement.family),
        file: number(ofName: file), line: line, state: measurement.state,
        value: measurement.value ?? .nan))
  }

  private mutating func number(ofSubjectOf measurement: Measurement) -> Int {
    // Where one row is about a platform, its neighbours are.
    if let last, last.measurement.hasSubject(of: measurement) { return last.subject }
    let subject = Subject(
      series: number(of: Series(measurement)), batch: measurement.batch ?? 0,
      dataset: number(ofName: measurement.dataset),
      conditions: number(
        ofName: measurement.conditions.map { String(decoding: $0, as: UTF8.self) }))
    let found = number(of: subject)
    last = (measurement, found)
    return found
  }

  /// Adds the rows of another table behind these; names are looked up once each.
  package mutating func add(_ other: FigureTable) {
    let names = other.names.map { number(ofName: $0) }
    let series = other.series.map { number(of: $0) }
    let subjects = other.subjects.map {
      number(
        of: Subject(
          series: series[$0.series], batch: $0.batch, dataset: names[$0.dataset],
          conditions: names[$0.conditions]))
    }
    let networks = other.networks.map { network in
      let number = number(ofNetwork: network.name)
      if network.structure != nil || network.flops != nil { self.networks[number] = network }
      return number
    }
    for var row in other.rows {
      row.network = networks[row.network]
      row.subject = subjects[row.subject]
      row.split = names[row.split]
      row.family = names[row.family]
      row.file = names[row.file]
      rows.append(row)
    }
  }

  /// What a row is about, but for its network.
  func subject(_ row: Row) -> Subject { subjects[row.subject] }

  /// A row as a finding names it.
  func place(of row: Row) -> Finding.Row {
    Finding.Row(
      file: names[row.file], line: row.line > 0 ? row.line : nil,
      network: networks[row.network].name)
  }

  /// A finding about rows.
  func finding(
    _ code: FindingCode, _ severity: Severity, _ reason: String, rows: [Int] = []
  ) -> Finding {
    Finding(
      code: code, severity: severity, reason: reason,
      rows: rows.prefix(Finding.rowLimit).map { place(of: self.rows[$0]) }, rowCount: rows.count)
  }

  /// The rows of each series that have a figure that was measured or estimated.
  func rowsBySeries() -> [[Int]] {
    var groups = Array(repeating: [Int](), count: series.count)
    for (index, row) in rows.enumerated()
    where row.value.isFinite && (row.state == .measured || row.state == .estimated) {
      groups[subjects[row.subject].series].append(index)
    }
    return groups
  }

  /// A series in words: `latency on "p" (training)`.
  func title(of series: Series) -> String {
    "\(series.metric) on \"\(series.platform)\""
      + (series.phase.isEmpty ? "" : " (\(series.phase))")
  }
}

extension Measurement {
  /// Whether another measurement is about the same but for the network.
  fileprivate func hasSubject(of other: Measurement) -> Bool {
    platform == other.platform && metric == other.metric && unit == other.unit
      && phase == other.phase && batch == other.batch && dataset == other.dataset
      && conditions == other.conditions
  }
}
