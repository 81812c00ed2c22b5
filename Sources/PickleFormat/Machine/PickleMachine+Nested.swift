internal import ByteReading

/// Pickles that lie in the bytes of a pickle, for functions that Python would have unpickle them:
/// `pickle.loads(b"…")` as a call in a file does whatever the bytes say.
extension PickleMachine {
  /// Writes down what the bytes among the arguments of a call would import and call.
  ///
  /// Of any function beyond the table bytes are looked into that begin as pickles do since protocol
  /// 2; of one that unpickles, all bytes and texts. A call of a builder's needs none of it.
  mutating func lookInto(_ call: PickleCall) {
    guard arena.journal != nil, !hasBuilder(call.callee) else { return }
    let reader = arena.globalName(call.callee).flatMap { Self.unpickles($0) ? $0 : nil }
    for value in arena.byteValues(below: call, withTexts: reader != nil) {
      guard reader != nil || arena.beginsAsPickle(value),
        arena.journal?.lookedInto.insert(value).inserted == true
      else { continue }
      let events = arena.events(inside: value, for: reader, at: place)
      arena.journal?.events += events
    }
  }

  private func hasBuilder(_ callee: PickleValue) -> Bool {
    guard let node = arena.node(callee, of: .global) else { return false }
    return arena.globals[node.start].builder != nil
  }

  /// Whether a function's name says that it unpickles what it is given.
  private static func unpickles(_ name: PickleClassName) -> Bool {
    let module = name.module.prefix { $0 != "." }
    let function = name.name.lowercased()
    return libraries.contains(String(module))
      && (function.contains("load") || function.contains("unpickl")
        || function.contains("read_pickle"))
  }

  private static let libraries: Set<String> = [
    "pickle", "_pickle", "cPickle", "dill", "cloudpickle", "joblib", "torch", "numpy", "pandas",
    "shelve", "sklearn", "compress_pickle", "jsonpickle", "hickle", "_compat_pickle", "pickle5",
  ]
}

extension PickleArena {
  /// How deep pickles in bytes of pickles are looked into.
  private static let bytesNestingLimit = 4
  /// How many values of one call's arguments are looked at.
  private static let searchLimit = 256

  /// The bytes, and perhaps texts, that a call hands over: as arguments, or in containers and objects
  /// among them.
  fileprivate func byteValues(below call: PickleCall, withTexts: Bool) -> [PickleValue] {
    var found: [PickleValue] = []
    var pending = [call.keywords, call.arguments]
    var steps = 0
    while let value = pending.popLast(), steps < Self.searchLimit {
      steps += 1
      switch kind(of: value) {
      case .bytes, .byteArray: found.append(value)
      case .text where withTexts: found.append(value)
      case .object:
        pending += [keywords(value), arguments(value), state(value)].filter(\.exists)
      case .dict:
        guard let entries = entries(value) else { continue }
        for index in entries.indices.prefix(Self.searchLimit) {
          pending.append(entries[index].value)
        }
      default:
        guard let items = items(value) else { continue }
        for index in items.indices.prefix(Self.searchLimit) { pending.append(items[index]) }
      }
    }
    return found
  }

  /// Whether bytes begin with the opcode of protocols 2 to 5.
  fileprivate func beginsAsPickle(_ value: PickleValue) -> Bool {
    guard let bytes = bytes(value), bytes.byteCount > 2 else { return false }
    return bytes.byte(at: 0) == PickleOpcode.proto && 2...5 ~= bytes.byte(at: 1)
  }

  /// What the pickles in some bytes would import and call, and what keeps them from being read.
  ///
  /// - Parameters:
  ///   - value: The bytes, or a text that stands for them.
  ///   - reader: What would unpickle them, if that is known.
  ///   - place: Where the call is.
  /// - Returns: What would be done, in its order, and where it is asked for.
  fileprivate func events(
    inside value: PickleValue, for reader: PickleClassName?, at place: Int
  ) -> [(event: PickleJournal.Event, offset: Int)] {
    let isText = kind(of: value) == .text
    guard let bytes = isText ? text(value) : bytes(value), !bytes.isEmpty else { return [] }
    let name = reader?.description ?? "a call"
    guard nesting < Self.bytesNestingLimit else {
      let reason = "pickles in pickles more than \(Self.bytesNestingLimit) deep"
      return [(.hides("bytes for \(name)", reason), place)]
    }
    let origin = inputRange(value).map { input.origin + $0.lowerBound } ?? input.offset
    var machine = PickleMachine(
      ByteCursor(bytes, origin: origin), builders: builders, limits: limits, keepsJournal: true)
    var events: [(event: PickleJournal.Event, offset: Int)] = []
    var count = 0
    do throws(FormatError) {
      while true {
        // The machine forgets it with every pickle.
        machine.arena.nesting = nesting + 1
        guard let pickle = try machine.next() else { break }
        events += pickle.journal?.events ?? []
        count += 1
      }
    } catch {
      events += machine.journal.events
      // Behind the first pickle there may be anything: only that is unpickled.
      if count == 0, reader != nil || !events.isEmpty {
        events.append((.hides("bytes for \(name)", "\(error)"), place))
      }
    }
    return events
  }
}
