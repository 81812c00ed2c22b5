internal import Glibc
package import RecordStreams

/// A program that shows text a screen at a time, and what is written to it.
///
/// It stays in this process's group, so that it owns the terminal. Ctrl-C is for the pager to
/// understand; a user who leaves it early ends this process the usual way, by a closed pipe.
package final class Pager: ByteSink {
  package let name: String
  private let output: FileOutput
  private let descriptor: Int32
  private let identifier: pid_t

  /// Starts a pager; `nil` if that cannot be done.
  ///
  /// - Parameter words: The program, looked for in the folders of `PATH`, and its arguments.
  package init?(_ words: [String]) {
    var ends: [Int32] = [-1, -1]
    guard let program = words.first, unsafe pipe(&ends) == 0 else { return nil }
    // The pager gets a copy of its end, and not of ours.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let (status, identifier) = SpawnRequest(words: words, descriptors: [ends[0]], isApart: false)
      .run()
    close(ends[0])
    guard status == 0 else {
      close(ends[1])
      return nil
    }
    _ = signal(SIGINT, SIG_IGN)
    name = program
    descriptor = ends[1]
    output = FileOutput(borrowing: ends[1], name: program)
    self.identifier = identifier
  }

  package func write(_ bytes: RawSpan) throws(StreamError) { try output.write(bytes) }

  package func flush() throws(StreamError) { try output.flush() }

  /// Ends the text and waits until the user has seen enough of it.
  package func finish() throws(StreamError) {
    try output.finish()
    close(descriptor)
    var status: Int32 = 0
    while unsafe waitpid(identifier, &status, 0) < 0, errno == EINTR {}
  }
}
