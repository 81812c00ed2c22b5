package import RecordStreams

extension Source {
  private enum Key: Int { case format, path, line, id, sha256, value, unit }

  /// Reads the object under the key `source`; keys that are not known are dropped.
  package init(from scanner: inout JSONScanner) throws(JSONError) {
    self.init()
    var met = JSONKeySet()
    try scanner.readObject { (key, scanner) throws(JSONError) in
      switch key {
      case "format":
        try met.insert(Key.format, key)
        format = try scanner.readOptionalText()
      case "path":
        try met.insert(Key.path, key)
        path = try scanner.readOptionalText()
      case "line":
        try met.insert(Key.line, key)
        line = try scanner.readOptionalCount(from: 1)
      case "id":
        try met.insert(Key.id, key)
        id = try scanner.readOptionalText()
      case "sha256":
        try met.insert(Key.sha256, key)
        sha256 = try scanner.readOptionalText()
      case "value":
        try met.insert(Key.value, key)
        value = try scanner.readOptionalText()
      case "unit":
        try met.insert(Key.unit, key)
        unit = try scanner.readOptionalText()
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
