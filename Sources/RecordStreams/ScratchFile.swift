internal import Glibc

/// A file without a name that holds what memory should not, and is gone when it is let go of.
///
/// It lies in the folder that `TMPDIR` names, or in `/tmp`.
package final class ScratchFile {
  private let descriptor: Int32
  private let folder: String
  /// The number of bytes written so far.
  package private(set) var count = 0

  /// Creates an empty file.
  package init() throws(StreamError) {
    folder = Environment.value(of: "TMPDIR") ?? "/tmp"
    var template = Array("\(folder)/perfmill-XXXXXX".utf8CString)
    descriptor = unsafe template.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return -1 }
      let opened = unsafe mkstemp(base)
      if opened >= 0 {
        unsafe unlink(base)
        _ = fcntl(opened, F_SETFD, FD_CLOEXEC)
      }
      return opened
    }
    guard descriptor >= 0 else { throw StreamError(folder, .create, .system(errno)) }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Appends bytes.
  package func append(_ bytes: RawSpan) throws(StreamError) {
    var sent = 0
    while sent < bytes.byteCount {
      let written = unsafe bytes.extracting(sent...).withUnsafeBytes {
        unsafe pwrite(descriptor, $0.baseAddress, $0.count, off_t(count))
      }
      guard written > 0 else {
        if errno == EINTR { continue }
        throw StreamError(folder, .write, .system(errno))
      }
      sent += written
      count += written
    }
  }

  /// Appends numbers, eight bytes each as they are in memory.
  package func append(_ numbers: [Double]) throws(StreamError) {
    unsafe try append(numbers.span.bytes)
  }

  /// Reads so many numbers from a place in bytes on; fewer where the file ends.
  package func numbers(at offset: Int, count: Int) throws(StreamError) -> [Double] {
    var numbers = [Double](repeating: 0, count: count)
    var filled = 0
    while filled < count * 8 {
      let read = unsafe numbers.withUnsafeMutableBytes { bytes in
        unsafe pread(
          descriptor, bytes.baseAddress.map { unsafe $0 + filled }, bytes.count - filled,
          off_t(offset + filled))
      }
      if read == 0 { break }
      guard read > 0 else {
        if errno == EINTR { continue }
        throw StreamError(folder, .read, .system(errno))
      }
      filled += read
    }
    numbers.removeLast(count - filled / 8)
    return numbers
  }

  /// Reads so many bytes from a place on; fewer where the file ends.
  package func bytes(at offset: Int, count: Int) throws(StreamError) -> [UInt8] {
    try [UInt8](upTo: count) { (filled, room) throws(StreamError) in
      try read(at: offset + filled, into: &room)
    }
  }

  /// The bytes from the start on, to be read once.
  package func source() -> any ByteSource { ScratchSource(self) }

  fileprivate func read(
    at offset: Int, into buffer: inout MutableRawSpan
  ) throws(StreamError) -> Int {
    while true {
      let read = unsafe buffer.withUnsafeMutableBytes {
        unsafe pread(descriptor, $0.baseAddress, $0.count, off_t(offset))
      }
      if read >= 0 { return read }
      if errno != EINTR { throw StreamError(folder, .read, .system(errno)) }
    }
  }
}

extension ScratchFile: ByteSink {
  /// How messages name it.
  package var name: String { "temporary file" }

  package func write(_ bytes: RawSpan) throws(StreamError) { try append(bytes) }
  package func flush() {}
  package func finish() {}
}

/// What a scratch file holds, from front to back.
private final class ScratchSource: ByteSource {
  private let file: ScratchFile
  private var offset = 0

  init(_ file: ScratchFile) {
    self.file = file
  }

  var name: String { "temporary file" }
  var size: Int? { file.count }

  func read(into buffer: inout MutableRawSpan) throws(StreamError) -> Int {
    let count = try file.read(at: offset, into: &buffer)
    offset += count
    return count
  }
}
