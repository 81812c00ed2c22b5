internal import ByteReading

extension PickleWriter {
  mutating func appendInt(_ value: Int) {
    switch value {
    case 0..<256:
      frame.append(0x4B)
      frame.append(UInt8(value))
    case 0..<65536:
      frame.append(0x4D)
      frame.append(littleEndian: UInt16(value))
    case Int(Int32.min)...Int(Int32.max):
      frame.append(0x4A)
      frame.append(littleEndian: Int32(value))
    default:
      appendInt(
        twosComplement: (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) })
    }
  }

  mutating func appendInt(twosComplement bytes: [UInt8]) {
    var bytes = bytes
    // The shortest form: no byte that only repeats the sign of the one before.
    while let last = bytes.last, last == 0 || last == 0xFF {
      let sign = bytes.count > 1 ? bytes[bytes.count - 2] & 0x80 : 0
      guard last == (sign == 0 ? 0 : 0xFF) else { break }
      bytes.removeLast()
    }
    if bytes.count < 256 {
      frame.append(0x8A)
      frame.append(UInt8(bytes.count))
    } else {
      frame.append(0x8B)
      frame.append(littleEndian: UInt32(bytes.count))
    }
    frame.append(bytes.bytes)
  }

  mutating func appendBytes(_ bytes: [UInt8]) {
    guard version == .four else { return appendEncodedBytes(bytes) }
    switch bytes.count {
    case ..<256:
      frame.append(0x43)
      frame.append(UInt8(bytes.count))
    case ...Int(UInt32.max):
      frame.append(0x42)
      frame.append(littleEndian: UInt32(bytes.count))
    default:
      frame.append(0x8E)
      frame.append(littleEndian: UInt64(bytes.count))
    }
    frame.append(bytes.bytes)
  }

  /// Protocol 2 has no bytes: they are texts that Python encodes as Latin-1.
  private mutating func appendEncodedBytes(_ bytes: [UInt8]) {
    guard !bytes.isEmpty else {
      appendClass("__builtin__", "bytes")
      frame.append(0x29)
      return frame.append(0x52)
    }
    appendClass("_codecs", "encode")
    appendText(Array(String(decoding: bytes.map(UInt16.init), as: UTF16.self).utf8))
    appendText(Array("latin1".utf8))
    frame.append(0x86)
    frame.append(0x52)
  }

  /// Writes a class or function by its name.
  mutating func appendClass(_ module: String, _ name: String) {
    let owner = PickleClassName(module, name)
    if let place = classes[owner] { return appendGet(place) }
    if version == .four {
      appendText(Array(module.utf8))
      appendText(Array(name.utf8))
      frame.append(0x93)
    } else {
      frame.append(0x63)
      frame.append(utf8: "\(module)\n\(name)\n")
    }
    classes[owner] = appendPut()
  }
}
