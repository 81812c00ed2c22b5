import ByteReading
import Foundation
import GraphBuilding
import Measuring
import ProcessControl
import TestSupport

/// A run with a runner that runs nothing, and what it has told.
struct FakeMeasuring {
  private(set) var records: [[String: Any]] = []
  private(set) var visits: [String] = []
  private(set) var refusals: [String] = []
  private(set) var warnings: [String] = []
  private(set) var error: (any Error)?

  /// The command line of `fixtures/runners/fake`.
  static let words = [Checkout.fixture("runners/fake")]

  /// Measures models of these names; each file holds its own name.
  init(
    _ names: [String], in folder: TemporaryFolder, words: [String] = FakeMeasuring.words,
    via: [String] = [], journal: String? = nil, option: String? = nil,
    retrying: Bool = false, _ plan: (inout MeasuringPlan) -> Void = { _ in }
  ) throws {
    var queue = MeasuringQueue(batch: nil, family: nil)
    for name in names {
      try queue.add(name, at: .path(try folder.write(name, "model \(name)")))
    }
    try self.init(
      queue, words: words, via: via, journal: journal, option: option, retrying: retrying, plan)
  }

  /// Measures what is queued.
  init(
    _ queue: MeasuringQueue, words: [String] = FakeMeasuring.words, via: [String] = [],
    journal: String? = nil, option: String? = nil, models: [String] = [], retrying: Bool = false,
    _ plan: (inout MeasuringPlan) -> Void = { _ in }
  ) throws {
    var settings = MeasuringPlan()
    settings.isShuffled = false
    plan(&settings)
    let setup = MeasuringSetup(
      runner: RunnerProgram(words: words, via: via),
      options: option.map { [($0, Array("true".utf8))] } ?? [], plan: settings, dataset: "fakes")
    let book = try MeasuringJournal(path: journal, settings: setup.settings)
    if retrying { book.retryFailures() }
    let run = MeasuringRun(
      setup, queue, ModelLibrary(try ModelStores(models)), book, interruption: Interruption())
    do {
      try run.run { event in
        switch event {
        case .records(let lines):
          for line in lines.split(separator: 0x0A) {
            let record = try JSONSerialization.jsonObject(with: Data(line))
            records.append(record as? [String: Any] ?? [:])
          }
        case .visited(let model, let round, _): visits.append("\(model) \(round)")
        case .refused(let error, let model): refusals.append("\(model): \(error)")
        case .warning(let text): warnings.append(text)
        case .progress: break
        }
      }
    } catch {
      self.error = error
    }
  }

  /// A member of every record.
  func all<Value>(_ key: String, as _: Value.Type = String.self) -> [Value?] {
    records.map { $0[key] as? Value }
  }
}
