package import RecordStreams

extension ToolInput {
  /// Whether the input holds records and no other file: it begins with a brace, or is an empty stream.
  /// Of `source`, which is the input, nothing may have been read but what it keeps.
  package func holdsRecords(_ source: PeekedSource) -> Bool {
    let first = source.prefix.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
    let isRecords = first == UInt8(ascii: "{") && !name.hasSuffix(".json")
    return isRecords || source.prefix.isEmpty && path == nil
  }
}
