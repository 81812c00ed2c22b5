internal import ArchiveFormat
internal import ByteReading
internal import PickleFormat

/// A zip file of torch's: one pickle, and a member for each storage.
package struct TorchZip: Sendable {
  let directory: ZipDirectory
  /// The folder that all members lie in, with its slash; torch takes it from the file's name.
  let prefix: String

  /// `nil` for a zip file that is not torch's.
  ///
  /// - Throws: For two members `data.pkl`, of which every reader might take another one.
  init?(_ directory: ZipDirectory) throws(FormatError) {
    let names = directory.members.map(\.name)
    guard let prefix = Self.prefix(of: names) else { return nil }
    guard names.count(where: { $0 == prefix + "data.pkl" }) == 1 else {
      throw FormatError(.malformed("two members of the name \(prefix)data.pkl"), at: 0)
    }
    self.directory = directory
    self.prefix = prefix
  }

  /// The folder of `data.pkl`: the first member's, which is where torch looks, or else the shortest;
  /// `nil` if there is none.
  static func prefix(of members: [String]) -> String? {
    let first = members.first.map { $0.prefix(upTo: $0.firstIndex(of: "/") ?? $0.startIndex) } ?? ""
    let folder = first.isEmpty ? "" : first + "/"
    if members.contains(folder + "data.pkl") { return String(folder) }
    return members.filter { $0 == "data.pkl" || $0.hasSuffix("/data.pkl") }
      .map { String($0.dropLast("data.pkl".count)) }
      .min { ($0.count, $0) < ($1.count, $1) }
  }

  /// Which end of the storages' elements comes first: torch says so since 2.0.
  func order(in file: RawSpan) throws(FormatError) -> ByteOrder {
    guard let member = directory.member(prefix + "byteorder") else { return .little }
    return try ZipDirectory.withContents(of: member, in: file, limit: 64) {
      bytes, _ throws(FormatError) in bytes.text.hasPrefix("big") ? .big : .little
    }
  }

  /// Where the bytes of a storage are; `nil` if there is no member for it.
  ///
  /// - Parameters:
  ///   - storage: The storage.
  ///   - file: The zip file.
  ///   - limit: The most bytes to unpack, should the member be deflated, which torch's never are.
  /// - Returns: A part of the file, or unpacked bytes.
  /// - Throws: For a member that is shorter than the storage, or cannot be unpacked.
  func bytes(
    of storage: TorchStorageID, in file: RawSpan, limit: Int
  ) throws(FormatError) -> TorchStorageBytes? {
    guard let member = directory.member("\(prefix)data/\(storage.key)") else { return nil }
    let (needed, overflow) = storage.count.multipliedReportingOverflow(by: storage.type.size)
    guard !overflow, needed <= member.size else {
      throw FormatError(
        .truncated(needed: overflow ? .max : needed, available: member.size),
        at: member.range.lowerBound
      )
      .inside(member.name)
    }
    if member.isStored { return .inInput(member.range) }
    return try ZipDirectory.withContents(of: member, in: file, limit: limit) {
      bytes, _ throws(FormatError) in .copied(bytes.copied())
    }
  }
}
