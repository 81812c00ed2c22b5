internal import ArchiveFormat
package import ByteReading
internal import Compression
internal import NumPyFormat
internal import PickleFormat

/// The pickles of a file as they lie there, for those who look at opcodes and not at values.
extension SavedFile {
  /// Takes the name of the part that a pickle is in, `nil` for the file itself; where the pickle
  /// begins; and how many pickles follow each other from there on, `nil` for all up to the end.
  package typealias PartReader = (_ part: String?, _ start: ByteCursor, _ count: Int?) throws ->
    Void

  /// Hands over each part of a file that holds pickles.
  ///
  /// - Parameters:
  ///   - file: All of its bytes.
  ///   - body: Takes one part after the other.
  /// - Throws: `FormatError` where the file is damaged or has no such part, and what `body` throws.
  package func eachPart(of file: RawSpan, _ body: PartReader) throws {
    switch try SavedFileKind(file) {
    case .pickles: try body(nil, ByteCursor(file), nil)
    case .torchZip(let torch): try eachMember(of: torch, in: file, body)
    // A magic number, a version, the machine, the object, the keys of its storages.
    case .torchLegacy: try body("torch's pickles", ByteCursor(file), 5)
    case .torchTar(let tar):
      for (name, range, count) in [
        ("storages", tar.storages, 1), ("tensors", tar.tensors, 1), ("pickle", tar.pickle, nil),
      ] {
        let start = ByteCursor(file.extracting(range), origin: range.lowerBound)
        try body(name, start, count)
      }
    case .npy:
      guard let start = try objects(of: file, at: 0) else {
        throw FormatError(.malformed("an array of numbers, which holds no pickle"), at: 0)
      }
      try body("objects of an array", start, 1)
    case .npz(let directory):
      var isEmpty = true
      for member in directory.members where !member.name.hasSuffix("/") {
        try withBytes(of: member, in: file) { bytes, origin in
          guard let start = try objects(of: bytes, at: origin) else { return }
          isEmpty = false
          try body(member.name, start, 1)
        }
      }
      if isEmpty {
        throw FormatError(.malformed("arrays of numbers, which hold no pickle"), at: 0)
      }
    case .zFile: try eachUnpacked(try unpackZFile(file), body)
    case .zlib: try eachUnpacked(try Zlib.inflated(file, limit: unpackingLimit), body)
    }
  }

  private func eachUnpacked(_ bytes: [UInt8], _ body: PartReader) throws {
    try body("what is deflated", ByteCursor(bytes.bytes), nil)
  }

  /// All members of torch's that are pickles: TorchScript has constants besides the object.
  private func eachMember(
    of torch: TorchZip, in file: RawSpan, _ body: PartReader
  ) throws {
    for member in torch.directory.members where member.name.hasSuffix(".pkl") {
      try withBytes(of: member, in: file) { bytes, origin in
        try body(member.name, ByteCursor(bytes, origin: origin), nil)
      }
    }
  }

  /// Where the pickle of an array of objects begins; `nil` for an array of numbers.
  @_lifetime(copy file)
  private func objects(of file: RawSpan, at origin: Int) throws(FormatError) -> ByteCursor? {
    let header = try NumPyHeader(file, origin: origin)
    guard header.layout.type.holdsObjects else { return nil }
    return ByteCursor(
      file.extracting(header.payloadOffset...), origin: origin + header.payloadOffset)
  }

  /// Lends the bytes of a member, and where they begin: in the file if they are stored, else at 0.
  func withBytes(
    of member: ZipDirectory.Member, in file: RawSpan, _ body: (RawSpan, Int) throws -> Void
  ) throws {
    var failure: (any Error)?
    try ZipDirectory.withContents(of: member, in: file, limit: unpackingLimit) {
      bytes, origin throws(FormatError) in
      do {
        try body(bytes, origin)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }
}
