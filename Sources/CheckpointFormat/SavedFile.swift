internal import ByteReading
internal import Compression
internal import NumPyFormat
package import PickleFormat

/// Reads what Python libraries save objects in: pickles, and the containers of torch, numpy and
/// joblib around them.
///
/// Whatever the container, its objects come as arenas: an array of a `.npy` file is the root of one,
/// an `.npz` file is a dictionary of arrays, and the tensors of a checkpoint know where their bytes
/// lie. Only what was handed in is read: no other file, even where a pickle names one.
package struct SavedFile: Sendable {
  /// What calls become.
  package var builders: PickleBuilderTable
  /// What reading one pickle may take.
  package var limits: PickleLimits
  /// The most bytes that packed members are unpacked to, all of a file's together.
  package var unpackingLimit: Int
  /// Whether to write down what the pickles would import and call.
  package var keepsJournal: Bool
  /// The buffers that lie outside of each pickle, in the order in which it asks for them.
  package var buffers: [[UInt8]] = []

  /// 8 GiB.
  package static let defaultUnpackingLimit = 1 << 33

  /// Reads with these limits.
  package init(
    builders: PickleBuilderTable = .standard, limits: PickleLimits = PickleLimits(),
    unpackingLimit: Int = SavedFile.defaultUnpackingLimit, keepsJournal: Bool = false
  ) {
    self.builders = builders
    self.limits = limits
    self.unpackingLimit = unpackingLimit
    self.keepsJournal = keepsJournal
  }

  /// Reads all objects of a file.
  ///
  /// - Parameters:
  ///   - file: All of its bytes.
  ///   - room: What plain pickles are read in, and what is read after them may be too.
  ///   - failed: Is told what a pickle had imported and called when it turned out to be damaged.
  ///   - body: Takes one object after the other.
  /// - Throws: `FormatError` where the file is damaged, and what `body` throws.
  package func read(
    _ file: RawSpan, in room: inout PickleRoom, failed: (PickleJournal) -> Void = { _ in },
    _ body: (borrowing PickleArena) throws -> Void
  ) throws {
    switch try SavedFileKind(file) {
    case .pickles: try readPickles(ByteCursor(file), in: &room, failed, body)
    case .torchZip(let torch): try read(torch, in: file, failed, body)
    case .torchLegacy: try readTorchLegacy(file, failed, body)
    case .torchTar(let tar): try read(tar, in: file, failed, body)
    case .npy: try readArray(file, failed, body)
    case .npz(let directory): try readArrays(directory, in: file, failed, body)
    case .zFile:
      let unpacked = try unpackZFile(file)
      guard unpacked.first == 0x80 else {
        throw FormatError(
          .malformed("the elements of an array alone; the pickle beside it holds their type"), at: 0
        )
      }
      try readUnpacked(unpacked, failed, body)
    case .zlib: try readUnpacked(try Zlib.inflated(file, limit: unpackingLimit), failed, body)
    }
  }

  /// Reads all objects of a file, in room that is got for it.
  package func read(
    _ file: RawSpan, failed: (PickleJournal) -> Void = { _ in },
    _ body: (borrowing PickleArena) throws -> Void
  ) throws {
    var room = PickleRoom()
    try read(file, in: &room, failed: failed, body)
  }

  // MARK: Pickles

  private func readPickles(
    _ start: ByteCursor, in room: inout PickleRoom, _ failed: (PickleJournal) -> Void,
    _ body: (borrowing PickleArena) throws -> Void
  ) throws {
    var machine = machine(at: start)
    machine.take(&room)
    defer { machine.giveBack(&room) }
    do {
      while try machine.lendNext(body) {}
    } catch {
      failed(machine.journal)
      throw error
    }
  }

  @_lifetime(copy start)
  func machine(at start: ByteCursor) -> PickleMachine {
    PickleMachine(
      start, builders: builders, limits: limits, buffers: buffers, keepsJournal: keepsJournal)
  }

  private func readUnpacked(
    _ bytes: [UInt8], _ failed: (PickleJournal) -> Void,
    _ body: (borrowing PickleArena) throws -> Void
  ) throws {
    if let other = OtherFormat(prefix: bytes.bytes) {
      throw FormatError(.malformed("\(other.name) inside, expected a pickle"), at: 0)
    }
    var room = PickleRoom()
    try readPickles(ByteCursor(bytes.bytes), in: &room, failed, body)
  }

  /// `ZF`, 19 bytes of digits and spaces, perhaps one more space, and a zlib stream.
  func unpackZFile(_ file: RawSpan) throws -> [UInt8] {
    var start = 2 + 19
    if file.byteCount > start, file.byte(at: start) == 0x20 { start += 1 }
    guard file.byteCount > start else {
      throw FormatError(.truncated(needed: start, available: file.byteCount), at: 0)
    }
    do {
      return try Zlib.inflated(file.extracting(start...), limit: unpackingLimit)
    } catch {
      throw FormatError(error.reason, at: start + error.offset)
    }
  }
}
