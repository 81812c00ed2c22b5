internal import ByteReading
internal import RecordStreams

/// Under which conditions figures came about: members of a JSON object, in order.
struct Conditions: Sendable, Equatable {
  private(set) var members: [(key: String, json: [UInt8])] = []

  /// No conditions.
  init() {}

  /// Reads an object.
  init(from scanner: inout JSONScanner) throws(JSONError) {
    try scanner.readObject { (key, scanner) throws(JSONError) in
      let name = key.string
      set(name, to: try scanner.readRaw().copied())
    }
  }

  static func == (left: Conditions, right: Conditions) -> Bool {
    left.members.count == right.members.count
      && zip(left.members, right.members).allSatisfy { $0.key == $1.key && $0.json == $1.json }
  }

  /// The JSON text of a condition.
  subscript(key: String) -> [UInt8]? {
    members.first { $0.key == key }?.json
  }

  /// Sets a condition to a JSON text.
  mutating func set(_ key: String, to json: [UInt8]) {
    if let index = members.firstIndex(where: { $0.key == key }) {
      members[index].json = json
    } else {
      members.append((key, json))
    }
  }

  mutating func set(_ key: String, to value: Int?) {
    if let value { set(key, to: Array("\(value)".utf8)) }
  }

  mutating func set(_ key: String, to text: String?) {
    guard let text else { return }
    var writer = JSONWriter()
    writer.string(text)
    set(key, to: writer.take())
  }

  /// Takes over others, which win.
  mutating func merge(_ others: Conditions) {
    for member in others.members { set(member.key, to: member.json) }
  }

  /// Those of several rounds in one object: what differs becomes an array of one value a round.
  static func joined(_ rounds: [Conditions]) -> Conditions {
    guard var joined = rounds.first, rounds.count > 1 else { return rounds.first ?? Conditions() }
    var keys: [String] = []
    for member in rounds.flatMap(\.members) where !keys.contains(member.key) {
      keys.append(member.key)
    }
    for key in keys {
      let values = rounds.map { $0[key] ?? Array("null".utf8) }
      if values.allSatisfy({ $0 == values[0] }) { continue }
      var writer = JSONWriter()
      writer.beginArray()
      for value in values { writer.raw(value) }
      writer.endArray()
      joined.set(key, to: writer.take())
    }
    return joined
  }

  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    for member in members {
      writer.key(member.key)
      writer.raw(member.json)
    }
    writer.endObject()
  }
}
