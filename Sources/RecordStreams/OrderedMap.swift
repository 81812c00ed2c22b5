internal import Dispatch
internal import Synchronization

/// Applies a function to the elements of a stream on several threads, in the stream's order.
///
/// The calling thread pulls the elements and is handed the results, one after the other; only the
/// function runs elsewhere, unless there is one element alone. At most three elements a job are in
/// flight, so memory does not grow with the stream. The results and their order are the same for every
/// number of jobs.
package struct OrderedMap<Input: Sendable, Output: Sendable>: Sendable {
  private let jobs: Int
  private let makeTransform: @Sendable () -> (Input) throws -> Output

  /// Prepares a map.
  ///
  /// - Parameters:
  ///   - jobs: How many threads apply the function; with 1 the calling thread does.
  ///   - transform: The function; what it throws is delivered in place of its result.
  package init(jobs: Int, _ transform: @escaping @Sendable (Input) throws -> Output) {
    self.init(jobs: jobs, making: { transform })
  }

  /// Prepares a map whose threads have a function of their own each, which may keep something from
  /// one element to the next; its results must not depend on it.
  package init(
    jobs: Int, making makeTransform: @escaping @Sendable () -> (Input) throws -> Output
  ) {
    self.jobs = max(jobs, 1)
    self.makeTransform = makeTransform
  }

  /// Runs until the stream ends.
  ///
  /// `next` gives the next element, or `nil` at the end; what it throws is thrown on after the
  /// results of all elements before it have been delivered. `deliver` takes a result; what it
  /// throws ends the run at once.
  package func run(
    pulling next: () throws -> Input?,
    delivering deliver: (Result<Output, any Error>) throws -> Void
  ) throws {
    guard jobs > 1 else { return try runHere(pulling: next, delivering: deliver) }
    guard let first = try next() else { return }
    let second = Result { try next() }
    guard case .success(let input?) = second else {
      // Threads take longer to start than many an element takes.
      var only: Input? = first
      return try runHere(pulling: { try only.take() ?? second.get() }, delivering: deliver)
    }
    var pulled = [input, first]
    try runElsewhere(pulling: { try pulled.popLast() ?? next() }, delivering: deliver)
  }

  private func runHere(
    pulling next: () throws -> Input?,
    delivering deliver: (Result<Output, any Error>) throws -> Void
  ) throws {
    let transform = makeTransform()
    while let input = try next() {
      try deliver(Result { try transform(input) })
    }
  }

  private func runElsewhere(
    pulling next: () throws -> Input?,
    delivering deliver: (Result<Output, any Error>) throws -> Void
  ) throws {
    let work = WorkQueue<Slot<Input, Output>>()
    defer { work.close() }
    for _ in 0..<jobs {
      DispatchQueue.global().async { [makeTransform] in
        let transform = makeTransform()
        while let slot = work.take() { slot.fill(transform) }
      }
    }
    try run(pulling: next, through: work, delivering: deliver)
  }

  private func run(
    pulling next: () throws -> Input?, through work: WorkQueue<Slot<Input, Output>>,
    delivering deliver: (Result<Output, any Error>) throws -> Void
  ) throws {
    var inFlight: [Slot<Input, Output>] = []
    var oldest = 0
    var failure: (any Error)?
    var isAtEnd = false
    while true {
      while !isAtEnd, inFlight.count - oldest < 3 * jobs {
        do {
          guard let input = try next() else {
            isAtEnd = true
            break
          }
          let slot = Slot<Input, Output>(input)
          inFlight.append(slot)
          work.put(slot)
        } catch {
          failure = error
          isAtEnd = true
        }
      }
      guard oldest < inFlight.count else { break }
      let result = inFlight[oldest].wait()
      oldest += 1
      if oldest >= 3 * jobs {
        inFlight.removeFirst(oldest)
        oldest = 0
      }
      try deliver(result)
    }
    if let failure { throw failure }
  }
}

/// One element on its way through an `OrderedMap`.
private final class Slot<Input: Sendable, Output: Sendable>: Sendable {
  private enum State: Sendable {
    case waiting(Input)
    case done(Result<Output, any Error>)
    case empty
  }

  private let state: Mutex<State>
  private let isDone = DispatchSemaphore(value: 0)

  init(_ input: Input) {
    state = Mutex(.waiting(input))
  }

  private func exchange(_ new: State) -> State {
    state.withLock { state in
      let old = state
      state = new
      return old
    }
  }

  func fill(_ transform: (Input) throws -> Output) {
    guard case .waiting(let input) = exchange(.empty) else { return }
    let result = Result { try transform(input) }
    _ = exchange(.done(result))
    isDone.signal()
  }

  func wait() -> Result<Output, any Error> {
    isDone.wait()
    guard case .done(let result) = exchange(.empty) else {
      preconditionFailure("a slot is signalled once, after it is filled")
    }
    return result
  }
}

/// Elements that wait for a thread to take them.
private final class WorkQueue<Element: Sendable>: Sendable {
  private struct State: Sendable {
    var waiting: [Element] = []
    var isClosed = false
  }

  private let state = Mutex(State())
  private let available = DispatchSemaphore(value: 0)

  func put(_ element: Element) {
    state.withLock { $0.waiting.append(element) }
    available.signal()
  }

  /// Waits for an element; `nil` once the queue is closed, whatever waits in it.
  func take() -> Element? {
    available.wait()
    let element: Element? = state.withLock { state in
      state.isClosed || state.waiting.isEmpty ? nil : state.waiting.removeFirst()
    }
    // Closing signals once; each thread that leaves wakes the next.
    if element == nil { available.signal() }
    return element
  }

  func close() {
    state.withLock { $0.isClosed = true }
    available.signal()
  }
}
