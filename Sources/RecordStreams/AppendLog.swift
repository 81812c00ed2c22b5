internal import Glibc

/// A file of lines that only grows, and that survives the end of its writer at any moment.
///
/// A line is on the disk when `append` returns. What a killed writer left of a line is dropped when the
/// file is opened again. One process at a time writes to it.
package final class AppendLog {
  /// The path, for messages.
  package let path: String
  private let descriptor: Int32
  private let isLasting: Bool
  /// The number of bytes of all lines.
  package private(set) var size: Int

  /// Opens a file, or creates it.
  package init(path: String) throws(StreamError) {
    let opened = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard opened >= 0 else { throw StreamError(path, .open, .system(errno)) }
    self.path = path
    descriptor = opened
    isLasting = true
    size = 0
    guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
      throw StreamError(path, .open, .damaged("another run is writing to it"))
    }
    size = try wholeLines()
    guard ftruncate(opened, off_t(size)) == 0 else {
      throw StreamError(path, .write, .system(errno))
    }
    try AtomicFile.syncFolder(of: path)
  }

  /// Creates a file without a name, which is gone with this process.
  package init() throws(StreamError) {
    let folder = Environment.value(of: "TMPDIR") ?? "/tmp"
    path = AtomicFile.temporaryPath(beside: "\(folder)/log")
    descriptor = unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    isLasting = false
    size = 0
    guard descriptor >= 0 else { throw StreamError(path, .create, .system(errno)) }
    unsafe unlink(path)
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Appends a line, which must not hold a newline, and brings it to the disk.
  ///
  /// - Returns: Where it stands.
  package func append(_ line: [UInt8]) throws(StreamError) -> Range<Int> {
    let bytes = line + [0x0A]
    var sent = 0
    while sent < bytes.count {
      let count = unsafe bytes[sent...].withUnsafeBytes {
        unsafe pwrite(descriptor, $0.baseAddress, $0.count, off_t(size + sent))
      }
      if count >= 0 {
        sent += count
      } else if errno != EINTR {
        throw StreamError(path, .write, .system(errno))
      }
    }
    guard !isLasting || fdatasync(descriptor) == 0 else {
      throw StreamError(path, .sync, .system(errno))
    }
    let range = size..<size + line.count
    size += bytes.count
    return range
  }

  /// The bytes of a line that was appended or found.
  package func line(at range: Range<Int>) throws(StreamError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: range.count)
    guard try read(&bytes, at: range.lowerBound) == range.count else {
      throw StreamError(path, .read, .damaged("it has been cut off"))
    }
    return bytes
  }

  /// Lends every line in the file, from the first on.
  ///
  /// - Parameter body: Takes a line, its number from 1, and where it stands.
  /// - Throws: What `body` throws, and why the file cannot be read.
  package func eachLine(_ body: (RawSpan, Int, Range<Int>) throws -> Void) throws {
    guard isLasting else { return }
    var lines = LineInput(try DescriptorSource(path: path))
    var start = 0
    var number = 0
    while let line = try lines.next() {
      number += 1
      try body(line, number, start..<start + line.byteCount)
      start += line.byteCount + 1
    }
  }

  /// The size of the file up to its last newline.
  private func wholeLines() throws(StreamError) -> Int {
    var end = Int(lseek(descriptor, 0, SEEK_END))
    guard end >= 0 else { throw StreamError(path, .seek, .system(errno)) }
    while end > 0 {
      let start = max(0, end - 1 << 16)
      var block = [UInt8](repeating: 0, count: end - start)
      let count = try read(&block, at: start)
      if let newline = block[..<count].lastIndex(of: 0x0A) { return start + newline + 1 }
      end = start
    }
    return 0
  }

  private func read(_ bytes: inout [UInt8], at position: Int) throws(StreamError) -> Int {
    var got = 0
    while got < bytes.count {
      let count = unsafe bytes.withUnsafeMutableBytes { room in
        guard let base = room.baseAddress else { return 0 }
        return unsafe pread(descriptor, base + got, room.count - got, off_t(position + got))
      }
      if count == 0 { break }
      if count > 0 {
        got += count
      } else if errno != EINTR {
        throw StreamError(path, .read, .system(errno))
      }
    }
    return got
  }
}
