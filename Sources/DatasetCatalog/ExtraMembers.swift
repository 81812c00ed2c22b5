internal import ByteReading
internal import Datasets
internal import RecordStreams

/// Keys that this version does not know, as the text of one JSON object.
enum ExtraMembers {
  /// The members as an object, or `nil` if there are none.
  static func text(_ members: [ExtraMember]) -> String? {
    guard !members.isEmpty else { return nil }
    var writer = JSONWriter()
    writer.beginObject()
    for member in members {
      writer.key(member.key)
      writer.raw(member.json)
    }
    writer.endObject()
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// The members of an object.
  ///
  /// - Throws: `CatalogError` if the text is not an object.
  static func parse(_ text: String, _ path: String) throws -> [ExtraMember] {
    do {
      return try parse(Array(text.utf8))
    } catch {
      throw CatalogError(path, .damaged("extra members of a measurement: \(error)"))
    }
  }

  private static func parse(_ json: [UInt8]) throws(JSONError) -> [ExtraMember] {
    var members: [ExtraMember] = []
    var scanner = JSONScanner(json.bytes)
    try scanner.beginObject()
    while let key = try scanner.nextKey() {
      let name = key.string
      members.append(ExtraMember(key: name, json: try scanner.readRaw().copied()))
    }
    try scanner.finish()
    return members
  }
}
