internal import Glibc

/// The bytes of an open file descriptor.
package final class DescriptorSource: ByteSource {
  package let name: String
  package let size: Int?
  /// Whether it is a folder, which has no bytes to be read.
  package let isFolder: Bool
  private let descriptor: Int32
  private let closesDescriptor: Bool

  /// How messages name standard input.
  package static let standardInputName = "standard input"

  /// Standard input; it stays open.
  package static func standardInput() -> DescriptorSource {
    DescriptorSource(borrowing: 0, name: standardInputName)
  }

  /// Opens a file to read.
  package init(path: String) throws(StreamError) {
    let opened = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard opened >= 0 else { throw StreamError(path, .open, .system(errno)) }
    descriptor = opened
    closesDescriptor = true
    name = path
    (size, isFolder) = Self.look(at: opened)
  }

  /// Reads a descriptor that somebody else closes.
  package init(borrowing descriptor: Int32, name: String) {
    self.descriptor = descriptor
    closesDescriptor = false
    self.name = name
    (size, isFolder) = Self.look(at: descriptor)
  }

  deinit {
    if closesDescriptor { close(descriptor) }
  }

  package func read(into buffer: inout MutableRawSpan) throws(StreamError) -> Int {
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
      }
      if count >= 0 { return count }
      if errno != EINTR { throw StreamError(name, .read, .system(errno)) }
    }
  }

  package func skip(_ count: Int) throws(StreamError) -> Int {
    guard size != nil else { return try discard(count) }
    // The file may have grown or shrunk since it was opened.
    let position = lseek(descriptor, 0, SEEK_CUR)
    guard position >= 0, let end = Self.look(at: descriptor).size else {
      throw StreamError(name, .seek, .system(errno))
    }
    let skipped = min(count, max(0, end - Int(position)))
    guard lseek(descriptor, off_t(skipped), SEEK_CUR) >= 0 else {
      throw StreamError(name, .seek, .system(errno))
    }
    return skipped
  }

  /// The size of a regular file, and whether it is a folder.
  private static func look(at descriptor: Int32) -> (size: Int?, isFolder: Bool) {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { return (nil, false) }
    let kind = status.st_mode & S_IFMT
    return (kind == S_IFREG ? Int(status.st_size) : nil, kind == S_IFDIR)
  }
}
