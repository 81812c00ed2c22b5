internal import ByteReading

extension PickleFamily {
  /// The types of Python's `datetime`.
  package static let dates = PickleFamily(
    [
      PickleBuilder(["datetime"], "datetime") { arena, call in
        guard let bytes = arena.octets(arena.argument(0, of: call)), bytes.count == 10,
          let date = dateText(bytes[0..<4]), let time = timeText(bytes[4...])
        else { return nil }
        let zone = arena.argument(1, of: call)
        return try arena.makeMoment(
          .datetime, date + "T" + time, zone: zone, isFold: bytes[2] >= 0x80)
      },
      PickleBuilder(["datetime"], "date") { arena, call in
        guard let bytes = arena.octets(arena.argument(0, of: call)), bytes.count == 4,
          let text = dateText(bytes[...])
        else { return nil }
        return try arena.makeRecord(.date, [try arena.makeText(text)])
      },
      PickleBuilder(["datetime"], "time") { arena, call in
        guard let bytes = arena.octets(arena.argument(0, of: call)), bytes.count == 6,
          let text = timeText(bytes[...])
        else { return nil }
        let zone = arena.argument(1, of: call)
        return try arena.makeMoment(.time, text, zone: zone, isFold: bytes[0] >= 0x80)
      },
      PickleBuilder(["datetime"], "timedelta") { arena, call in
        try arena.makeRecord(.timedelta, call, 3...3) { $0.int($1) != nil }
      },
      PickleBuilder(["datetime"], "timezone") { arena, call in
        let arguments = arena.arguments(of: call)
        guard 1...2 ~= arguments.count, arena.recordType(arguments[0]) == .timedelta,
          arguments.count == 1 || arena.text(arguments[1]) != nil
        else { return nil }
        return try arena.makeRecord(
          .timezone, arguments.count == 2 ? arguments : arguments + [.absent])
      },
      PickleBuilder(["zoneinfo"], "ZoneInfo._unpickle") { arena, call in
        let key = arena.argument(0, of: call)
        guard arena.text(key) != nil else { return nil }
        return try arena.makeRecord(.zoneInfo, [key])
      },
    ],
    types: [.datetime, .date, .time, .timedelta, .timezone, .zoneInfo])
}

extension PickleRecordType {
  /// `datetime.datetime`: ISO 8601, the zone if it is more than an offset, and 1 for the second of
  /// two equal times when clocks are set back.
  package static let datetime = PickleRecordType(12, "datetime", fields: ["zone", "fold"])
  /// `datetime.date`: ISO 8601.
  package static let date = PickleRecordType(13, "date")
  /// `datetime.time`: as `datetime`.
  package static let time = PickleRecordType(14, "time", fields: ["zone", "fold"])
  /// `datetime.timedelta`: days, seconds and microseconds.
  package static let timedelta = PickleRecordType(15, "timedelta", form: .list)
  /// `datetime.timezone`: its offset from UTC, and its name if it has one.
  package static let timezone = PickleRecordType(16, "timezone", fields: ["name"])
  /// `zoneinfo.ZoneInfo`: its key.
  package static let zoneInfo = PickleRecordType(17, "zoneinfo")
}

extension PickleArena {
  fileprivate mutating func makeMoment(
    _ type: PickleRecordType, _ text: String, zone: PickleValue, isFold: Bool
  ) throws(FormatError) -> PickleValue {
    var zone = zone
    var text = text
    if let offset = plainOffset(of: zone) {
      text += offset
      zone = .absent
    }
    let fold = isFold ? try makeInt(1) : .absent
    return try makeRecord(type, [try makeText(text), zone == .none ? .absent : zone, fold])
  }

  /// The offset of a `timezone` that has no name of its own and is whole minutes.
  private func plainOffset(of zone: PickleValue) -> String? {
    guard recordType(zone) == .timezone, let fields = fields(zone), !fields[1].exists,
      let parts = self.fields(fields[0]), let days = int(parts[0]), let seconds = int(parts[1]),
      int(parts[2]) == 0, -1...0 ~= days, 0..<86400 ~= seconds, seconds.isMultiple(of: 60)
    else { return nil }
    let minutes = (days * 86400 + seconds) / 60
    let (hours, rest) = minutes.magnitude.quotientAndRemainder(dividingBy: 60)
    return (minutes < 0 ? "-" : "+") + twoDigits(Int(hours)) + ":" + twoDigits(Int(rest))
  }
}

/// Year, most significant byte first, month and day; the highest bit of the month is the fold.
private func dateText(_ bytes: ArraySlice<UInt8>) -> String? {
  let bytes = Array(bytes)
  let (year, month) = (Int(bytes[0]) << 8 | Int(bytes[1]), Int(bytes[2] & 0x7F))
  guard 1...9999 ~= year, 1...12 ~= month, 1...31 ~= bytes[3] else { return nil }
  let digits = String(year)
  let padding = String(repeating: "0", count: 4 - digits.utf8.count)
  return padding + digits + "-" + twoDigits(month) + "-" + twoDigits(Int(bytes[3]))
}

/// Hour, minute, second and three bytes of microseconds; the highest bit of the hour is the fold.
private func timeText(_ bytes: ArraySlice<UInt8>) -> String? {
  let bytes = Array(bytes)
  let hour = Int(bytes[0] & 0x7F)
  let micros = Int(bytes[3]) << 16 | Int(bytes[4]) << 8 | Int(bytes[5])
  guard hour < 24, bytes[1] < 60, bytes[2] < 60, micros < 1_000_000 else { return nil }
  let text = twoDigits(hour) + ":" + twoDigits(Int(bytes[1])) + ":" + twoDigits(Int(bytes[2]))
  guard micros > 0 else { return text }
  let digits = String(micros)
  return text + "." + String(repeating: "0", count: 6 - digits.utf8.count) + digits
}

private func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
