internal import ByteReading
package import ComputationGraph
package import Datasets

/// The rows of a dataset in memory, for checks: 40 bytes each, names once.
package struct FigureTable: Sendable {
  struct Row: Sendable {
    var value: Double
    var line: Int
    var network: Int32
    var subject: Int32
    var split: Int32
    var family: Int32
    var file: Int32
    var state: MeasurementState
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
    /// The number of the structure's name; 0 where it is not known.
    var structure = 0
    var flops = Double.nan
    var bytes = Double.nan
    var parameters = Double.nan
  }

  private(set) var rows: [Row] = []
  /// What is known of each network, in the order of `networkNames`.
  private(set) var networks: [Network] = []
  private(set) var networkNames = ByteTable()
  private(set) var series: [Series] = []
  private(set) var subjects: [Subject] = []
  /// Names of datasets, splits, families, files, conditions and structures; the first is empty.
  private(set) var names = ByteTable()
  private var seriesNumbers: [Series: Int] = [:]
  private var subjectNumbers: [Subject: Int] = [:]
  private var lastNetwork = 0
  /// A row that was added not long ago, and the number of its subject.
  private var last: (measurement: Measurement, subject: Int)?

  /// No rows so far.
  package init() {
    let nothing: [UInt8] = []
    _ = names.number(of: nothing.bytes)
  }

  /// The number of rows.
  package var count: Int { rows.count }

  /// A name of a dataset, split, family, file, conditions or structure.
  func name(_ number: some BinaryInteger) -> String { names[Int(number)].text }

  /// A network's name: a graph's id, a model's path or a code.
  func networkName(_ number: some BinaryInteger) -> String { networkNames[Int(number)].text }

  /// The number of a name, which is likely to be `guess`.
  mutating func number(ofName name: RawSpan, guess: Int) -> Int {
    names.number(of: name, guess: guess).number
  }

  private mutating func number(ofName name: String?) -> Int {
    guard let name, !name.isEmpty else { return 0 }
    let bytes = Array(name.utf8)
    return names.number(of: bytes.bytes).number
  }

  /// The number of a network: rows of one network follow each other, or those of all networks in one
  /// order after the other.
  mutating func number(ofNetwork name: RawSpan) -> Int {
    if networkNames.has(name, as: lastNetwork) { return lastNetwork }
    let (number, isNew) = networkNames.number(of: name, guess: lastNetwork + 1)
    if isNew { networks.append(Network()) }
    lastNetwork = number
    return number
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
    let name = Array((graph.id ?? "").utf8)
    let number = number(ofNetwork: name.bytes)
    networks[number] = Network(
      structure: self.number(ofName: graph.structure),
      flops: graph.totals.flops.map(Double.init) ?? .nan,
      bytes: graph.totals.bytes.map(Double.init) ?? .nan,
      parameters: graph.totals.parameters.map(Double.init) ?? .nan)
  }

  /// Adds a measurement; one without a figure counts for coverage alone.
  ///
  /// - Parameters:
  ///   - measurement: The measurement.
  ///   - file: Where it was read.
  ///   - line: The line there, from 1; 0 where there is none.
  package mutating func add(_ measurement: Measurement, file: String, line: Int) {
    let name = Array(measurement.network.name.utf8)
    let network = number(ofNetwork: name.bytes)
    add(
      Row(
        value: measurement.value ?? .nan, line: line, network: Int32(network),
        subject: Int32(number(ofSubjectOf: measurement)),
        split: Int32(number(ofName: measurement.split)),
        family: Int32(number(ofName: measurement.family)), file: Int32(number(ofName: file)),
        state: measurement.state))
  }

  /// Adds a row whose names have been numbered.
  mutating func add(_ row: Row) {
    rows.append(row)
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
    let names = (0..<other.names.count).map { self.names.number(of: other.names[$0]).number }
    let series = other.series.map { number(of: $0) }
    let subjects = other.subjects.map {
      Int32(
        number(
          of: Subject(
            series: series[$0.series], batch: $0.batch, dataset: names[$0.dataset],
            conditions: names[$0.conditions])))
    }
    var networks: [Int32] = []
    networks.reserveCapacity(other.networks.count)
    for (place, network) in other.networks.enumerated() {
      let number = number(ofNetwork: other.networkNames[place])
      networks.append(Int32(number))
      guard network.structure != 0 || !network.flops.isNaN else { continue }
      self.networks[number] = network
      self.networks[number].structure = names[network.structure]
    }
    for var row in other.rows {
      row.network = networks[Int(row.network)]
      row.subject = subjects[Int(row.subject)]
      row.split = Int32(names[Int(row.split)])
      row.family = Int32(names[Int(row.family)])
      row.file = Int32(names[Int(row.file)])
      rows.append(row)
    }
  }
}

extension NetworkReference {
  /// How findings name a network.
  fileprivate var name: String {
    switch self {
    case .graph(let id): id
    case .model(let path): path
    case .architecture(let space, let encoding): space + " " + encoding
    }
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
