package import RecordStreams

extension Source {
  /// Reads the object under the key `source`; keys that are not known are dropped.
  package init(from scanner: inout JSONScanner) throws(JSONError) {
    self.init()
    try scanner.readObject { (key, scanner) throws(JSONError) in
      switch key {
      case "format": format = try scanner.readOptionalText()
      case "path": path = try scanner.readOptionalText()
      case "line": line = try scanner.readOptionalCount(from: 1)
      case "id": id = try scanner.readOptionalText()
      case "sha256": sha256 = try scanner.readOptionalText()
      case "value": value = try scanner.readOptionalText()
      case "unit": unit = try scanner.readOptionalText()
      default: _ = try scanner.readRaw()
      }
    }
  }

  /// Writes the object under the key `source`.
  package func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("format", format)
    writer.member("path", path)
    writer.member("line", line)
    writer.member("id", id)
    writer.member("sha256", sha256)
    writer.member("value", value)
    writer.member("unit", unit)
    writer.endObject()
  }
}
