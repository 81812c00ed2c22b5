internal import RecordStreams

extension Cost {
  init(from scanner: inout JSONScanner) throws(JSONError) {
    self.init()
    try scanner.readObject { (key, scanner) throws(JSONError) in
      switch key {
      case "flops": flops = try scanner.readOptionalCount()
      case "macs": macs = try scanner.readOptionalCount()
      case "parameters": parameters = try scanner.readOptionalCount()
      case "bytes": bytes = try scanner.readOptionalCount()
      case "weight_bytes": weightBytes = try scanner.readOptionalCount()
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
    guard let weightBytes else { return }
    writer.member("weight_bytes", weightBytes)
    writer.member("activation_bytes", activationBytes)
    if let intensity {
      writer.key("intensity")
      writer.double(intensity)
    }
  }
}
