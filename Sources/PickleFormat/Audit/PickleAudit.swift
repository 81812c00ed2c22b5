package import RecordStreams

/// What the pickles of one file would make Python import and call.
package struct PickleAudit: Sendable {
  /// One class or function, or something else that would be called.
  package struct Finding: Sendable, Equatable {
    /// What it is: `module.Name`, or words.
    package let name: String
    /// What to think of it.
    package let verdict: PickleVerdict
    /// How often it would be imported.
    package fileprivate(set) var imports = 0
    /// How often it would be called.
    package fileprivate(set) var calls = 0
    /// How often it would be changed itself.
    package fileprivate(set) var changes = 0
    /// The byte of the first opcode that asks for it.
    package let offset: Int
  }

  private let table: PickleBuilderTable
  /// What was found, in the order of the file.
  package private(set) var findings: [Finding] = []
  private var places: [String: Int] = [:]
  /// How many pickles were read.
  package private(set) var pickles = 0
  /// Why the file could not be read to its end; what Python would have done up to there is found.
  package private(set) var failure: String?

  /// Starts with nothing.
  package init(by table: PickleBuilderTable = .standard) {
    self.table = table
  }

  /// Adds what one pickle would do.
  package mutating func add(_ journal: PickleJournal) {
    pickles += 1
    for (event, offset) in journal.events { add(event, offset) }
  }

  /// Notes that the file could not be read on; what the pickle had done until then counts.
  package mutating func fail(_ error: any Error, after journal: PickleJournal = PickleJournal()) {
    for (event, offset) in journal.events { add(event, offset) }
    failure = "\(error)"
  }

  /// How bad the worst of it is; a file that could not be read is not known to be well.
  package var level: PickleVerdict.Level {
    let worst = findings.map(\.verdict.level).max() ?? .allowed
    return failure == nil ? worst : max(worst, .unknown)
  }

  private mutating func add(_ event: PickleJournal.Event, _ offset: Int) {
    switch event {
    case .imports(let name):
      findings[place(name.description, offset, PickleVerdict(of: name, by: table))].imports += 1
    case .calls(let name):
      findings[place(name.description, offset, PickleVerdict(of: name, by: table))].calls += 1
    case .callsOther(let what):
      let verdict = PickleVerdict(.unknown, "calls what only running the file would tell")
      findings[place(what, offset, verdict)].calls += 1
    case .changes(let name):
      let verdict = PickleVerdict(.dangerous, "changes a class, function or module itself")
      findings[place("\(name) itself", offset, verdict)].changes += 1
    case .looksUp(let code):
      let verdict = PickleVerdict(.unknown, "whatever the program has registered for the code")
      findings[place("extension code \(code)", offset, verdict)].imports += 1
    case .hides(let what, let reason):
      let verdict = PickleVerdict(.unknown, "cannot be looked into: \(reason)")
      findings[place(what, offset, verdict)].calls += 1
    case .asksFor(_, isStorage: true):
      let verdict = PickleVerdict(.allowed, "ids of storages, whose bytes lie elsewhere")
      findings[place("persistent ids of torch", offset, verdict)].calls += 1
    case .asksFor(let id, _):
      let verdict = PickleVerdict(.unknown, "handed to whatever function the program has for ids")
      findings[place("persistent id \(id)", offset, verdict)].calls += 1
    }
  }

  private mutating func place(_ name: String, _ offset: Int, _ verdict: PickleVerdict) -> Int {
    if let place = places[name] { return place }
    findings.append(Finding(name: name, verdict: verdict, offset: offset))
    places[name] = findings.count - 1
    return findings.count - 1
  }
}

extension PickleAudit {
  /// The report as text: a line for each finding, the worst first, and one for all of it.
  package func text(of file: String) -> String {
    let sorted = findings.sorted { $0.verdict.level > $1.verdict.level }
    var text = ""
    for finding in sorted {
      text += "\(file): byte \(finding.offset): \(finding.verdict.level.rawValue): \(finding.name)"
      text += finding.uses.isEmpty ? "" : " (\(finding.uses))"
      text += ": \(finding.verdict.reason)\n"
    }
    if let failure { text += "\(file): unreadable: \(failure)\n" }
    let count = pickles == 1 ? "1 pickle" : "\(pickles) pickles"
    let beyond = findings.count { $0.verdict.level > .allowed }
    let sum =
      beyond == 0
      ? findings.isEmpty
        ? "nothing is imported" : "nothing beyond the table is imported or called"
      : "\(beyond) beyond the table"
    return text + "\(file): \(level.rawValue): \(count), \(sum)\n"
  }

  /// The report as one line of JSON.
  package func write(of file: String, to json: inout JSONWriter) {
    json.beginObject()
    json.key("file")
    json.string(file)
    json.key("verdict")
    json.string(level.rawValue)
    json.key("pickles")
    json.int(pickles)
    if let failure {
      json.key("failure")
      json.string(failure)
    }
    json.key("findings")
    json.beginArray()
    for finding in findings {
      json.beginObject()
      json.key("name")
      json.string(finding.name)
      json.key("verdict")
      json.string(finding.verdict.level.rawValue)
      json.key("reason")
      json.string(finding.verdict.reason)
      json.key("offset")
      json.int(finding.offset)
      json.key("imports")
      json.int(finding.imports)
      json.key("calls")
      json.int(finding.calls)
      json.key("changes")
      json.int(finding.changes)
      json.endObject()
    }
    json.endArray()
    json.endObject()
    json.endLine()
  }
}

extension PickleAudit.Finding {
  /// `imported, called 3 times`.
  fileprivate var uses: String {
    var words: [String] = []
    for (count, word) in [(imports, "imported"), (calls, "called"), (changes, "changed")]
    where count > 0 {
      words.append(count == 1 ? word : "\(word) \(count) times")
    }
    return words.joined(separator: ", ")
  }
}
