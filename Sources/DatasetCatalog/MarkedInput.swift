internal import Dispatch
internal import RecordStreams
internal import Synchronization

/// An input that is being merged, to be remembered: the hash of its bytes is worked out meanwhile, on
/// another thread.
final class MarkedInput: Sendable {
  /// What the input was when its merge began.
  let mark: InputMark
  private let digest = Mutex<Result<String, StreamError>?>(nil)
  private let isDone = DispatchSemaphore(value: 0)

  /// Begins to read the input.
  init(_ mark: InputMark) {
    self.mark = mark
    DispatchQueue.global().async { [self] in
      let result = Result { () throws(StreamError) in try mark.contents() }
      digest.withLock { $0 = result }
      isDone.signal()
    }
  }

  /// Waits for the hash of its bytes; see ``InputMark/contents()``.
  ///
  /// - Throws: Why a file cannot be read.
  func contents() throws(StreamError) -> String {
    isDone.wait()
    defer { isDone.signal() }
    guard let result = digest.withLock({ $0 }) else {
      preconditionFailure("the hash is there before it is signalled")
    }
    return try result.get()
  }
}
