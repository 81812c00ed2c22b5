internal import RecordStreams

/// An archive that is read as far as it is asked for, with what was passed over kept on a shelf.
final class ArchiveShelf {
  private let path: String
  private let isWanted: (String) -> Bool
  private let budget: Int
  private var reader: ArchiveReader

  /// The full name of each member seen so far by every end of it that begins a path component.
  private var fullNames: [String: String] = [:]
  /// Whether all names have been seen.
  private var hasSeenAll = false
  /// Members that were handed out; later passes do not shelve them again.
  private var taken: Set<String> = []

  private var shelf: [String: [UInt8]] = [:]
  private var shelved: [String] = []
  private var oldest = 0
  private var shelvedBytes = 0

  init(
    path: String, keeping isWanted: @escaping (String) -> Bool, budget: Int
  ) throws(StreamError) {
    self.path = path
    self.isWanted = isWanted
    self.budget = budget
    reader = try ArchiveReader(path: path)
  }

  /// Returns the bytes of a member, or `nil` if there is none of this name.
  func take(_ name: String) throws(StreamError) -> [UInt8]? {
    if let bytes = unshelve(name) { return bytes }
    if fullNames[name] == nil {
      if let bytes = try readOn(to: name) { return bytes }
      if fullNames[name] == nil { return nil }
    }
    // It was seen in an earlier pass and is gone: look behind the reader, then from the start.
    if let bytes = try readOn(to: name) { return bytes }
    reader = try ArchiveReader(path: path)
    return try readOn(to: name)
  }

  private func unshelve(_ name: String) -> [UInt8]? {
    guard let full = fullNames[name], let bytes = shelf.removeValue(forKey: full) else {
      return nil
    }
    shelvedBytes -= bytes.count
    taken.insert(full)
    return bytes
  }

  /// Reads from where the reader stands up to the member of this name, shelving what is wanted.
  private func readOn(to name: String) throws(StreamError) -> [UInt8]? {
    while let entry = try reader.next() {
      guard entry.kind == .file, isWanted(entry.name) else { continue }
      if !hasSeenAll { remember(entry.name) }
      if fullNames[name] == entry.name {
        taken.insert(entry.name)
        return try EntrySource(entry, of: reader).readAll(limit: Self.memberLimit)
      }
      guard !taken.contains(entry.name), shelf[entry.name] == nil else { continue }
      // A member that cannot be read is complained of when it is asked for.
      if let bytes = try? EntrySource(entry, of: reader).readAll(limit: Self.memberLimit) {
        put(bytes, as: entry.name)
      }
    }
    hasSeenAll = true
    return nil
  }

  private func remember(_ name: String) {
    for slash in name.indices where name[slash] == "/" {
      let end = String(name[name.index(after: slash)...])
      if fullNames[end] == nil { fullNames[end] = name }
    }
    fullNames[name] = name
  }

  private func put(_ bytes: [UInt8], as name: String) {
    shelf[name] = bytes
    shelved.append(name)
    shelvedBytes += bytes.count
    while shelvedBytes > budget, oldest < shelved.count {
      if let dropped = shelf.removeValue(forKey: shelved[oldest]) { shelvedBytes -= dropped.count }
      oldest += 1
    }
    if oldest > shelved.count / 2 {
      shelved.removeFirst(oldest)
      oldest = 0
    }
  }

  /// The most bytes of one member: 2 GiB, the size that no protobuf message exceeds.
  private static let memberLimit = 1 << 31
}
