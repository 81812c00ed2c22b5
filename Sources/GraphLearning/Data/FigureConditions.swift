internal import ByteReading
internal import RecordStreams

/// Under which conditions a figure came about: what a measurement's `conditions` say.
struct FigureConditions: Sendable, Equatable {
  /// Values by name: texts as they are, all else as JSON shows it.
  private(set) var members: [String: String] = [:]

  /// Reads the JSON text of an object; what is none says nothing.
  init(_ json: [UInt8]?) {
    guard let json else { return }
    var scanner = JSONScanner(json.bytes)
    var members: [String: String] = [:]
    do throws(JSONError) {
      try scanner.readObject { (key, scanner) throws(JSONError) in
        members[key.string] =
          if try scanner.peek() == .string {
            try scanner.readString().string
          } else {
            try scanner.readRaw().text
          }
      }
      self.members = members
    } catch {}
  }

  /// Whether each name has this value.
  func hold(_ wanted: [String: String]) -> Bool {
    wanted.allSatisfy { members[$0.key] == $0.value }
  }

  /// The names that some of several have other values of, or none, with the values.
  static func differences(among all: [FigureConditions]) -> [String: Set<String>] {
    var values: [String: Set<String>] = [:]
    for conditions in all {
      for (name, value) in conditions.members { values[name, default: []].insert(value) }
    }
    return values.filter { name, values in
      values.count > 1 || all.contains { $0.members[name] == nil }
    }
  }
}
