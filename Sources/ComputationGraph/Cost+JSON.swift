internal import RecordStreams

extension Cost {
  private enum Key: Int { case flops, macs, parameters, bytes }

  init(from scanner: inout JSONScanner) throws(JSONError) {
    self.init()
    var met = JSONKeySet()
    try scanner.readObject { (key, scanner) throws(JSONError) in
      switch key {
      case "flops":
        try met.insert(Key.flops, key)
        flops = try scanner.readOptionalCount()
      case "macs":
        try met.insert(Key.macs, key)
        macs = try scanner.readOptionalCount()
      case "parameters":
        try met.insert(Key.parameters, key)
        parameters = try scanner.readOptionalCount()
      case "bytes":
        try met.insert(Key.bytes, key)
        bytes = try scanner.readOptionalCount()
      default: _ = try scanner.readRaw()
      }
    }
  }

  /// Writes the costs that are known as members of an object that is open.
  func writeMembers(to writer: inout JSONWriter) {
    writer.member("flops", flops)
    writer.member("macs", macs)
    writer.member("parameters", parameters)
    writer.member("bytes", bytes)
  }
}
