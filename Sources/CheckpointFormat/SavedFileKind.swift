package import ArchiveFormat
package import ByteReading
internal import NumPyFormat
internal import PickleFormat

/// What a file is that a Python library has saved something in, as its bytes tell; its name plays no
/// part.
package enum SavedFileKind: Sendable {
  /// One pickle or several, one after the other; joblib's with raw arrays between the opcodes too.
  case pickles
  /// `torch.save` since 1.6: a zip file.
  case torchZip(TorchZip)
  /// `torch.save` from 0.1.10 to 1.5: pickles, then raw storages.
  case torchLegacy
  /// `torch.save` before 0.1.10: a tar of four members.
  case torchTar(TorchTar)
  /// `numpy.save`.
  case npy
  /// `numpy.savez`: a zip file of `.npy` files.
  case npz(ZipDirectory)
  /// joblib's own way to deflate before 0.10: `ZF`, the length in hexadecimal digits, and zlib's.
  case zFile
  /// A zlib stream, which joblib writes too.
  case zlib

  /// Looks at a whole file.
  ///
  /// - Throws: `FormatError` that names what the file is, if it is something else.
  package init(_ file: RawSpan) throws(FormatError) {
    if Self.isPlainPickle(file) {
      self = .pickles
      return
    }
    if let standIn = StandIn(prefix: file) {
      throw FormatError(.malformed(standIn.description), at: 0)
    }
    guard file.byteCount > 0 else { throw FormatError(.malformed("an empty file"), at: 0) }
    if file.starts(with: ZipDirectory.magic) {
      self = try Self.zip(file)
    } else if file.starts(with: NumPyHeader.magic) {
      self = .npy
    } else if file.byteCount > 2, file.byte(at: 0) == 0x80,
      file.extracting(2...).starts(with: TorchLegacyHeader.magic)
    {
      self = .torchLegacy
    } else if let tar = TorchTar(file) {
      self = .torchTar(tar)
    } else if file.starts(with: Array("ZF0x".utf8)) {
      self = .zFile
    } else if Self.isZlib(file) {
      self = .zlib
    } else if let other = OtherFormat(prefix: file) {
      throw FormatError(.malformed("\(other.name), expected a pickle"), at: 0)
    } else {
      self = .pickles
    }
  }

  /// Whether the bytes of tensors and arrays are those of the file, not unpacked from it.
  var isInPlace: Bool {
    switch self {
    case .pickles, .torchLegacy, .torchTar, .npy: true
    case .torchZip(let torch):
      torch.directory.member(torch.prefix + "data.pkl")?.isStored ?? false
    case .npz(let directory): directory.members.allSatisfy(\.isStored)
    case .zFile, .zlib: false
    }
  }

  /// Whether a file begins as a pickle of protocols 2 to 5 does, and as nothing else: there may be
  /// tens of thousands of small ones.
  private static func isPlainPickle(_ file: RawSpan) -> Bool {
    // A ninth byte `{` may be that of a safetensors file, `LONG1` that of torch's magic number.
    file.byteCount > 8 && file.byte(at: 0) == 0x80 && 2...5 ~= file.byte(at: 1)
      && file.byte(at: 2) != TorchLegacyHeader.magic[0] && file.byte(at: 8) != UInt8(ascii: "{")
  }

  private static func zip(_ file: RawSpan) throws(FormatError) -> SavedFileKind {
    let directory = try ZipDirectory(file)
    if let torch = try TorchZip(directory) { return .torchZip(torch) }
    let files = directory.members.filter { !$0.name.hasSuffix("/") }
    guard !files.isEmpty, files.allSatisfy({ $0.name.hasSuffix(".npy") }) else {
      throw FormatError(
        .malformed("a zip file that neither torch nor numpy has written, expected a pickle"), at: 0)
    }
    return .npz(directory)
  }

  /// Whether a zip file with these members is one saved object, and no archive of files.
  package static func isOneObject(_ members: [String]) -> Bool {
    TorchZip.prefix(of: members) != nil
      || !members.isEmpty && members.allSatisfy { $0.hasSuffix(".npy") }
  }

  private static func isZlib(_ file: RawSpan) -> Bool {
    guard file.byteCount > 6, file.byte(at: 0) == 0x78 else { return false }
    return [0x01, 0x5E, 0x9C, 0xDA].contains(file.byte(at: 1))
  }
}
