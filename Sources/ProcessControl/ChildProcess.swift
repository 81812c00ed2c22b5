internal import Glibc

/// A program that was started, and that lines are sent to and received from.
///
/// Every wait has an end: it watches the program's standard output and error together, the clock, and
/// the wish of a user to stop. A program that is let go of is killed with all that it has started, and
/// never stays behind as a zombie.
package final class ChildProcess {
  /// The program, as it was named.
  package let program: String
  private let identifier: pid_t
  /// A socket, which unlike a pipe can refuse a write without a signal; -1 once it is closed.
  private var input: Int32
  private var output: Int32
  private var messages: Int32
  private let interruption: Interruption?
  private var received: [UInt8] = []
  private var searched = 0
  private var said = MessageTail()
  private var ending: ProcessEnding?

  /// The longest line that is taken.
  private static let maximumLine = 1 << 26

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - words: The program, looked for in the folders of `PATH`, and its arguments as they are: no
  ///     shell reads them.
  ///   - interruption: What makes every wait stop.
  /// - Throws: Why the system did not start it.
  package init(_ words: [String], interruption: Interruption? = nil) throws(ProcessError) {
    program = words.first ?? ""
    self.interruption = interruption
    let input = try unsafe Self.pair(program) {
      unsafe socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, $0)
    }
    let output = try unsafe Self.pair(program) { unsafe pipe($0) }
    let messages = try unsafe Self.pair(program) { unsafe pipe($0) }
    (self.input, self.output, self.messages) = (input[0], output[0], messages[0])
    let (status, identifier) = SpawnRequest(
      words: words, descriptors: [input[1], output[1], messages[1]]
    ).run()
    self.identifier = identifier
    for descriptor in [input[1], output[1], messages[1]] { close(descriptor) }
    if status != 0 {
      ending = .exited(127)
      throw ProcessError(program, .notStarted(status))
    }
  }

  deinit {
    kill()
    for descriptor in [input, output, messages] where descriptor >= 0 { close(descriptor) }
  }

  /// The last line that the program wrote to standard error.
  package var lastWords: String { said.lastLine }

  // MARK: Talking

  /// Sends bytes to the program's standard input.
  ///
  /// - Throws: That it ended, or did not take them before the deadline.
  package func send(
    _ bytes: RawSpan, by deadline: ContinuousClock.Instant?
  ) throws(ProcessError) {
    var sent = 0
    while sent < bytes.byteCount {
      guard input >= 0 else { throw failure(.ended(wait(for: .seconds(2)))) }
      // The program may have ended just now, and its input with it.
      guard try pump(sending: true, by: deadline), input >= 0 else { continue }
      let count = unsafe bytes.extracting(sent...).withUnsafeBytes {
        unsafe Glibc.send(input, $0.baseAddress, $0.count, Self.sendingFlags)
      }
      if count >= 0 {
        sent += count
      } else if errno == EPIPE || errno == ECONNRESET {
        // It may have said why on standard error.
        while output >= 0 || messages >= 0 { _ = try pump(sending: false, by: deadline) }
        throw failure(.ended(wait(for: .seconds(2))))
      } else if errno != EINTR, errno != EAGAIN {
        throw failure(.system(errno))
      }
    }
  }

  /// Receives the next line of the program's standard output, without its newline.
  ///
  /// - Throws: That it ended, or said nothing before the deadline.
  package func receiveLine(by deadline: ContinuousClock.Instant?) throws(ProcessError) -> [UInt8] {
    while true {
      if let newline = received[searched...].firstIndex(of: 0x0A) {
        let line = Array(received[..<newline])
        received.removeSubrange(...newline)
        searched = 0
        return line
      }
      searched = received.count
      guard searched < Self.maximumLine else {
        throw failure(.lineTooLong(limit: Self.maximumLine))
      }
      guard output >= 0 else {
        let ending = wait(for: .seconds(2))
        while messages >= 0, try pump(sending: false, by: .now + .milliseconds(100)) {}
        throw failure(.ended(ending))
      }
      _ = try pump(sending: false, by: deadline)
    }
  }

  /// Receives all that the program still writes to its standard output, until it has ended.
  ///
  /// - Throws: That it ended with another status than 0, or was not done before the deadline.
  package func receiveAll(by deadline: ContinuousClock.Instant?) throws(ProcessError) -> [UInt8] {
    while output >= 0 || messages >= 0 { _ = try pump(sending: false, by: deadline) }
    let ending = wait(for: .seconds(10))
    guard ending == .exited(0) else { throw failure(.ended(ending)) }
    defer { received = [] }
    return received
  }

  /// Tells the program that nothing more will be sent.
  package func closeInput() {
    guard input >= 0 else { return }
    close(input)
    input = -1
  }

  // MARK: Ending

  /// Waits for the program to end by itself, and kills it when it does not.
  ///
  /// - Returns: How it has ended.
  @discardableResult
  package func wait(for patience: Duration) -> ProcessEnding {
    let deadline = ContinuousClock.now + patience
    while ending == nil, ContinuousClock.now < deadline {
      if !reap(WNOHANG) { usleep(2000) }
    }
    kill()
    return ending ?? .signalled(SIGKILL)
  }

  /// Kills the program and all that it has started in its group.
  package func kill() {
    guard ending == nil else { return }
    Glibc.kill(-identifier, SIGKILL)
    Glibc.kill(identifier, SIGKILL)
    while !reap(0) {}
  }

  /// Takes the ending of the program, if it has ended; `options` are `waitpid`'s.
  private func reap(_ options: Int32) -> Bool {
    var status: Int32 = 0
    let found = unsafe waitpid(identifier, &status, options)
    if found == identifier {
      ending = ProcessEnding(waitStatus: status)
      // What it has started may outlive it.
      Glibc.kill(-identifier, SIGKILL)
    } else if found < 0, errno != EINTR {
      ending = .exited(0)
    }
    return ending != nil
  }

  // MARK: Waiting

  /// Waits until there is something to read, which is read, or room to send; true if there is room.
  /// Returns after a moment in any case.
  private func pump(
    sending: Bool, by deadline: ContinuousClock.Instant?
  ) throws(ProcessError) -> Bool {
    if interruption?.isRaised() == true { throw failure(.interrupted) }
    if let deadline, ContinuousClock.now >= deadline { throw failure(.timedOut) }
    var waits = [
      pollfd(fd: output, events: Int16(POLLIN), revents: 0),
      pollfd(fd: messages, events: Int16(POLLIN), revents: 0),
      pollfd(fd: sending ? input : -1, events: Int16(POLLOUT), revents: 0),
    ]
    // A signal that is held back does not end the wait, so it is short.
    guard unsafe poll(&waits, nfds_t(waits.count), 100) > 0 else { return false }
    if waits[0].revents != 0, !read(&output, { received.append(contentsOf: $0) }) {
      closeInput()
    }
    if waits[1].revents != 0 { _ = read(&messages) { said.append($0) } }
    return waits[2].revents != 0
  }

  /// Reads once; false where the stream has ended, which is closed then.
  private func read(_ descriptor: inout Int32, _ take: (ArraySlice<UInt8>) -> Void) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = unsafe Glibc.read(descriptor, &buffer, buffer.count)
    if count > 0 { take(buffer[..<count]) }
    guard count == 0 || count < 0 && errno != EINTR && errno != EAGAIN else { return true }
    close(descriptor)
    descriptor = -1
    return false
  }

  private func failure(_ reason: ProcessError.Reason) -> ProcessError {
    ProcessError(program, reason, lastWords: said.lastLine)
  }

  private static let sendingFlags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)

  private static func pair(
    _ program: String, _ make: (UnsafeMutablePointer<Int32>) -> Int32
  ) throws(ProcessError) -> [Int32] {
    var ends: [Int32] = [-1, -1]
    let status = unsafe ends.withUnsafeMutableBufferPointer { ends in
      guard let base = ends.baseAddress else { return Int32(-1) }
      return unsafe make(base)
    }
    guard status == 0 else { throw ProcessError(program, .notStarted(errno)) }
    // The program gets copies of its three ends, and no others.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return ends
  }
}
