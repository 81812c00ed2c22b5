internal import ByteReading
internal import RecordStreams

/// What has been measured so far: a file that only grows.
///
/// An entry is on the disk before the next model is visited. A run that is killed, at whatever moment,
/// has at most one visit to do again; one that is started again with the same journal does what is left.
package final class MeasuringJournal {
  private let log: AppendLog
  /// Where the entries of a model stand, by its key and the round.
  private var places: [String: [Int: Range<Int>]] = [:]
  /// In which round a model has failed.
  private var failed: [String: Int] = [:]

  /// Opens a journal, or begins one.
  ///
  /// - Parameters:
  ///   - path: The file; `nil` keeps the entries in a file that is gone with the process.
  ///   - settings: What all of its entries were made under, a JSON object; the journal begins with it.
  /// - Throws: `MeasuringError` for a journal of other settings and a damaged one, `StreamError`.
  package init(path: String?, settings: [UInt8]) throws {
    log = try path.map { try AppendLog(path: $0) } ?? AppendLog()
    let start = Array(#"{"journal":1,"settings":"#.utf8)
    let header = start + settings + Array("}".utf8)
    let name = log.path
    try log.eachLine { line, number, range in
      if number == 1 {
        guard line == header.bytes else {
          guard line.starts(with: start) else {
            throw MeasuringError.damagedJournal(path: name, line: 1, "no journal begins so")
          }
          let found = line.extracting(droppingFirst: start.count).extracting(droppingLast: 1)
          throw MeasuringError.otherSettings(
            path: name, found: found.extracting(first: min(found.byteCount, 1 << 12)).text,
            expected: settings.bytes.text)
        }
        return
      }
      do throws(JSONError) {
        note(try Visit(json: line), at: range)
      } catch {
        throw MeasuringError.damagedJournal(path: name, line: number, "\(error)")
      }
    }
    if log.size == 0 { _ = try log.append(header) }
  }

  /// Whether a model has been visited in a round, or need not be, because it failed before.
  func isDone(_ model: String, round: Int) -> Bool {
    failed[model] != nil || places[model]?[round] != nil
  }

  /// Lets models that have failed be visited again; what comes of that counts then.
  package func retryFailures() {
    for (model, round) in failed { places[model]?[round] = nil }
    failed = [:]
  }

  /// Keeps what came of a visit.
  func append(_ visit: Visit) throws {
    var writer = JSONWriter()
    visit.write(to: &writer)
    note(visit, at: try log.append(writer.take()))
  }

  /// What came of a model's visits, by round.
  func visits(of model: String) throws -> [Visit] {
    var visits: [Visit] = []
    for (_, range) in (places[model] ?? [:]).sorted(by: { $0.key < $1.key }) {
      let line = try log.line(at: range)
      visits.append(try Visit(json: line.bytes))
    }
    return visits
  }

  private func note(_ visit: Visit, at range: Range<Int>) {
    if visit.failure != nil {
      failed[visit.model] = visit.round
    } else if failed[visit.model] == visit.round {
      failed[visit.model] = nil
    }
    places[visit.model, default: [:]][visit.round] = range
  }
}
