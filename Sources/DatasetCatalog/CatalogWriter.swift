internal import Datasets
internal import GRDB

/// Merges records into a catalog, a batch at a time.
///
/// A batch is a transaction: whoever kills the process, the catalog has all of a batch or nothing.
/// Merging the same records again changes nothing, so a merge that was killed is completed by
/// running it again.
package final class CatalogWriter {
  /// The catalog's path.
  package let path: String
  /// What has been done so far.
  package private(set) var report = MergeReport()

  private let queue: DatabaseQueue
  private let policy: ConflictPolicy
  private let batchSize: Int
  private let run: Int64
  private var references: References
  private var rowsInBatch = 0
  private var hasWaiting = false
  private var inputs: [CatalogRun.Input] = []
  /// The input that is being merged, and the report when it began.
  private var current: (input: MarkedInput, before: MergeReport)?
  /// Inputs that were merged but for measurements that wait for their graphs.
  private var waiting: [MarkedInput] = []

  /// How many records make a batch unless a caller says otherwise.
  package static let defaultBatchSize = 50_000

  /// Opens a catalog, or makes one, and notes the run.
  ///
  /// - Parameters:
  ///   - path: The catalog.
  ///   - run: Who merges, and when.
  ///   - policy: What becomes of records that disagree.
  ///   - batchSize: How many records make a transaction.
  ///   - patience: How many seconds to wait for another writer. A long merge leaves gaps between its
  ///     batches in which another one comes in only by chance.
  /// - Throws: `CatalogError` if the file cannot be opened or is no catalog.
  package init(
    _ path: String, run: CatalogRun, policy: ConflictPolicy = .keep,
    batchSize: Int = CatalogWriter.defaultBatchSize, patience: Double = 600
  ) throws {
    self.path = path
    self.policy = policy
    self.batchSize = max(batchSize, 1)
    references = References(cards: try DatasetCards().all)
    (queue, self.run) = try translatingErrors(of: path) {
      let queue = try Connection.writing(path, patience: patience)
      let key = try queue.write { try run.start(in: $0) }
      return (queue, key)
    }
  }

  /// Merges graphs and measurements, in order.
  ///
  /// - Parameters:
  ///   - lines: The records with their places.
  ///   - input: How messages name what they were read from.
  ///   - refuse: Told of each record that cannot be taken, and why.
  /// - Throws: `CatalogError`; what `refuse` throws. The batch that was open is then given up.
  package func merge(
    _ lines: [CatalogLine], from input: String, refuse: (Refusal) throws -> Void
  ) throws {
    try inBatch { database in
      let graphs = GraphTable(database, policy: policy)
      var measurements = MeasurementTable(database, policy: policy, run: run)
      let architectures = try ArchitectureTable(database, policy: policy, run: run)
      for line in lines {
        let place = CatalogPlace(input: input, line: line.number)
        switch line.record {
        case .graph(let graph):
          let (fate, key) = try graphs.add(graph, run: run)
          references.graphs.remember(graph.id, key)
          if let words = report.graphs.count(fate) {
            try conflict(words, of: "graph \(graph.id)", at: place, in: database)
          }
        case .architecture(let architecture):
          let dataset = try references.datasets.key(making: architecture.dataset, in: database)
          let fate = try architectures.add(architecture, dataset: dataset)
          if let words = report.architectures.count(fate) {
            try conflict(words, of: "architecture \(architecture.name)", at: place, in: database)
          }
        case .measurement(let measurement):
          try add(measurement, at: place, to: &measurements, in: database, refuse: refuse)
        case .refused(let message, let column):
          report.unreadable += 1
          try refuse(Refusal(place: place, column: column, message: message))
        case .ignored:
          report.ignored += 1
        case .blank:
          break
        }
      }
      rowsInBatch += lines.count
    }
    if rowsInBatch >= batchSize { try commit() }
  }

  /// Takes the measurements whose graph came after them, refuses those whose graph did not come,
  /// and notes the end of the run.
  ///
  /// - Parameters:
  ///   - time: When the run ended, as `2026-01-31T23:59:59Z`.
  ///   - refuse: Told of each record that cannot be taken, and why.
  /// - Throws: `CatalogError`; what `refuse` throws. The batch that was open is then given up.
  package func finish(at time: String, refuse: (Refusal) throws -> Void) throws {
    try endInput()
    let before = report
    if hasWaiting { try addWaiting(refuse: refuse) }
    if report.isClean(since: before) { try remember(waiting) }
    try inBatch { database in
      try CatalogRun.finish(run, at: time, report: report, inputs: inputs, in: database)
    }
    try commit()
    try translatingErrors(of: path) { try queue.close() }
  }

  /// Ends the batch, so that nothing of an input is lost if the next one cannot be read, and
  /// remembers it, to be noted when the run ends.
  func finish(_ input: CatalogRun.Input) throws {
    try commit()
    inputs.append(input)
  }

  /// Notes a checkpoint.
  ///
  /// - Throws: `CatalogError`.
  package func merge(_ model: TrainedModel) throws {
    try inBatch { database in
      if try model.add(to: database, run: run) {
        report.models.new += 1
      } else {
        report.models.unchanged += 1
      }
    }
    try commit()
  }

  // MARK: Inputs

  /// Whether the catalog has taken all of an input that is as it was then.
  ///
  /// - Throws: `CatalogError`; why the input cannot be read.
  package func knows(_ mark: InputMark) throws -> Bool {
    try translatingErrors(of: path) {
      try queue.unsafeRead { try KnownInputs(database: $0).contain(mark) }
    }
  }

  /// Begins an input, which ends where the next begins or the run does; it is then remembered if
  /// nothing of it was refused or in conflict.
  ///
  /// - Parameter mark: What the input is; `nil` if it cannot be known again.
  /// - Throws: `CatalogError`; why the input before cannot be read.
  package func begin(_ mark: InputMark?) throws {
    try endInput()
    current = mark.map { (MarkedInput($0), report) }
  }

  /// Keeps the present input from being remembered: it could not be read to its end.
  package func spoil() {
    current = nil
  }

  private func endInput() throws {
    guard let (input, before) = current.take(), report.isClean(since: before) else { return }
    if hasWaiting { waiting.append(input) } else { try remember([input]) }
  }

  private func remember(_ inputs: [MarkedInput]) throws {
    guard !inputs.isEmpty else { return }
    try inBatch { database in
      for input in inputs { try KnownInputs(database: database).remember(input, run: run) }
    }
    try commit()
  }

  // MARK: Measurements

  private func add(
    _ measurement: Measurement, at place: CatalogPlace, to table: inout MeasurementTable,
    in database: Database, refuse: (Refusal) throws -> Void
  ) throws {
    guard case .graph(let id) = measurement.network else {
      report.measurements.refused += 1
      try refuse(Refusal(place: place, message: Refusal.needsGraph(measurement.network)))
      return
    }
    guard let graph = try references.graphs.key(of: id, in: database) else {
      try WaitingTable(database).add(measurement, at: place)
      hasWaiting = true
      return
    }
    try add(measurement, of: graph, id, at: place, to: &table, in: database)
  }

  private func add(
    _ measurement: Measurement, of graph: Int64, _ id: String, at place: CatalogPlace,
    to table: inout MeasurementTable, in database: Database
  ) throws {
    let row = try MeasurementRow(
      measurement, graph: graph, references: &references, in: database)
    let fate = try table.add(row)
    if let words = report.measurements.count(fate) {
      let subject = "\(measurement.metric) of \(id) on \(measurement.platform)"
      try conflict(words, of: subject, at: place, in: database)
    }
  }

  private func addWaiting(refuse: (Refusal) throws -> Void) throws {
    try inBatch { database in
      var table = MeasurementTable(database, policy: policy, run: run)
      try WaitingTable(database).forEach { measurement, place in
        guard case .graph(let id) = measurement.network else { return }
        if let graph = try references.graphs.key(of: id, in: database) {
          try add(measurement, of: graph, id, at: place, to: &table, in: database)
        } else {
          report.measurements.refused += 1
          try refuse(Refusal(place: place, message: Refusal.needsGraph(measurement.network)))
        }
      }
    }
  }

  /// Keeps the first conflict as an example, and ends the merge if conflicts are to end it.
  private func conflict(
    _ words: String, of subject: String, at place: CatalogPlace, in database: Database
  ) throws {
    let example = "\(place): \(subject): \(words)"
    if report.firstConflict == nil { report.firstConflict = example }
    if policy == .replace {
      try KnownInputs(database: database).forget()
      (waiting, current) = ([], nil)
    }
    if policy == .fail { throw CatalogError(path, .conflict(example)) }
  }

  // MARK: Batches

  private func inBatch(_ body: (Database) throws -> Void) throws {
    try translatingErrors(of: path) {
      try queue.writeWithoutTransaction { database in
        if !database.isInsideTransaction { try database.beginTransaction(.immediate) }
        do {
          try body(database)
        } catch {
          try? database.rollback()
          throw error
        }
      }
    }
  }

  private func commit() throws {
    try translatingErrors(of: path) {
      try queue.writeWithoutTransaction { database in
        if database.isInsideTransaction { try database.commit() }
      }
    }
    rowsInBatch = 0
  }
}
