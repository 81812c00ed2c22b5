internal import Glibc
package import RecordStreams

/// What a command writes to its standard output, as a stream of bytes.
///
/// The command reads nothing, and says on this process's standard error what it has to say. It stays
/// in this process's group, so that Ctrl-C ends both.
package final class CommandSource: ByteSource {
  package let name: String
  package let size: Int? = nil
  private let source: DescriptorSource
  private let descriptor: Int32
  private let identifier: pid_t
  private var ending: ProcessEnding?

  /// Starts a command.
  ///
  /// - Parameters:
  ///   - words: The program, looked for in the folders of `PATH`, and its arguments.
  ///   - name: How messages name the stream.
  /// - Throws: Why the system did not start it.
  package init(_ words: [String], name: String) throws(ProcessError) {
    let program = words.first ?? ""
    let nothing = unsafe open("/dev/null", O_RDONLY | O_CLOEXEC)
    var ends: [Int32] = [-1, -1]
    guard nothing >= 0, unsafe pipe(&ends) == 0 else {
      throw ProcessError(program, .notStarted(errno))
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let (status, identifier) = SpawnRequest(
      words: words, descriptors: [nothing, ends[1]], isApart: false
    ).run()
    close(nothing)
    close(ends[1])
    guard status == 0 else {
      close(ends[0])
      throw ProcessError(program, .notStarted(status))
    }
    self.name = name
    descriptor = ends[0]
    source = DescriptorSource(borrowing: ends[0], name: name)
    self.identifier = identifier
  }

  deinit {
    // A command that still writes is told so by the closed pipe.
    close(descriptor)
    _ = wait()
  }

  package func read(into buffer: inout MutableRawSpan) throws(StreamError) -> Int {
    try source.read(into: &buffer)
  }

  /// Waits for the command to end.
  ///
  /// - Returns: How it has ended.
  package func wait() -> ProcessEnding {
    if let ending { return ending }
    var status: Int32 = 0
    while unsafe waitpid(identifier, &status, 0) < 0, errno == EINTR {}
    let ending = ProcessEnding(waitStatus: status)
    self.ending = ending
    return ending
  }
}
