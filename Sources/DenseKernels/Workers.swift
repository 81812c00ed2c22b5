internal import Dispatch
internal import Synchronization

/// How many threads share the work of a kernel.
///
/// Work is cut into blocks by the shape of the matrices alone, and no block adds to another's
/// result, so that the count of workers never changes a bit of it.
package struct Workers: Sendable {
  /// The number of threads.
  package let count: Int

  /// This many threads, at least one.
  package init(_ count: Int) {
    self.count = max(1, count)
  }

  /// Runs `body` on every block of at most `grain` of `total` items.
  func forEachBlock(of total: Int, grain: Int, _ body: (Range<Int>) -> Void) {
    let blocks = (total + grain - 1) / grain
    @Sendable func block(_ index: Int) -> Range<Int> {
      index * grain..<min(total, (index + 1) * grain)
    }
    guard count > 1, blocks > 1 else {
      for index in 0..<blocks { body(block(index)) }
      return
    }
    let next = Atomic(0)
    // `concurrentPerform` returns when all have ended, so a borrowed body may be lent to its threads;
    // the compiler, which cannot know that, is given the body's address.
    withoutActuallyEscaping(body) { body in
      unsafe withUnsafePointer(to: body) { body in
        let address = UInt(bitPattern: body)
        DispatchQueue.concurrentPerform(iterations: min(count, blocks)) { _ in
          guard let body = unsafe UnsafePointer<(Range<Int>) -> Void>(bitPattern: address) else {
            return
          }
          while true {
            let index = next.add(1, ordering: .relaxed).oldValue
            guard index < blocks else { return }
            unsafe body.pointee(block(index))
          }
        }
      }
    }
  }

  /// The results of a function of the numbers below `count`, in their order. Every thread has a function of
  /// its own, which may keep something from one number to the next; its results must not depend on it.
  package func map<Result: Sendable>(
    _ count: Int, making makeBody: @Sendable () -> (Int) -> Result
  ) -> [Result] {
    let results = Mutex(Array(repeating: Result?.none, count: count))
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: min(self.count, count)) { _ in
      let body = makeBody()
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < count else { return }
        let result = body(index)
        results.withLock { $0[index] = result }
      }
    }
    return results.withLock { $0.compactMap(\.self) }
  }

  /// The rows in one block, so that a block touches about 64 Ki elements.
  static func grain(elementsPerRow: Int) -> Int {
    max(1, 65_536 / max(1, elementsPerRow))
  }
}
