internal import ByteReading

/// A tar file of torch before 0.1.10: what its four members are and where they lie.
package struct TorchTar: Sendable {
  /// The pickle of the object, whose persistent ids are keys of tensors and storages.
  let pickle: Range<Int>
  /// A pickle of the number of storages, and for each a pickle and raw bytes.
  let storages: Range<Int>
  /// A pickle of the number of tensors, and for each a pickle and raw numbers.
  let tensors: Range<Int>

  init?(_ file: RawSpan) {
    guard file.byteCount >= 1024,
      file.extracting(257..<262) == Array("ustar".utf8).bytes
    else { return nil }
    var found: [String: Range<Int>] = [:]
    var position = 0
    while position + 512 <= file.byteCount, file.byte(at: position) != 0 {
      let name = Self.text(file.extracting(position..<position + 100))
      guard let size = Int(Self.text(file.extracting(position + 124..<position + 136)), radix: 8),
        size >= 0, size <= file.byteCount - position - 512
      else { return nil }
      let start = position + 512
      found[name.hasPrefix("./") ? String(name.dropFirst(2)) : name] = start..<start + size
      position = start + (size + 511) / 512 * 512
    }
    guard let pickle = found["pickle"], let storages = found["storages"],
      let tensors = found["tensors"]
    else { return nil }
    self.pickle = pickle
    self.storages = storages
    self.tensors = tensors
  }

  private static func text(_ field: RawSpan) -> String {
    String(field.text.prefix { $0 != "\0" && $0 != " " })
  }
}
