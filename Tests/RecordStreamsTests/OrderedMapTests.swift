import RecordStreams
import Synchronization
import TestSupport
import Testing

@Suite("Ordered map")
struct OrderedMapTests {
  struct Refused: Error, Equatable { var number: Int }

  @Test(arguments: [1, 2, 3, 8, 50])
  func `delivers results in order, errors in their place`(jobs: Int) throws {
    let map = OrderedMap<Int, Int>(jobs: jobs) { number in
      // Uneven work, so that later elements are done earlier.
      var noise = SplitMix64(seed: UInt64(number))
      for _ in 0..<(number % 7) * 500 { _ = noise.next() }
      if number % 10 == 3 { throw Refused(number: number) }
      return number * number
    }
    var next = 0
    var delivered = 0
    try map.run {
      next += 1
      return next <= 1000 ? next : nil
    } delivering: { result in
      delivered += 1
      if delivered % 10 == 3 {
        #expect(throws: Refused(number: delivered)) { try result.get() }
      } else {
        #expect((try? result.get()) == delivered * delivered)
      }
    }
    #expect(delivered == 1000)
  }

  @Test(arguments: [1, 4])
  func `holds few elements at a time`(jobs: Int) throws {
    let pulled = Mutex(0)
    var delivered = 0
    try OrderedMap<Int, Int>(jobs: jobs) { $0 }.run {
      pulled.withLock { $0 += 1 }
      let count = pulled.withLock { $0 }
      #expect(count - delivered <= 3 * jobs + 1)
      return count <= 500 ? count : nil
    } delivering: { _ in
      delivered += 1
    }
  }

  @Test(arguments: [1, 4], [1, 2, 3, 6])
  func `delivers what came before a failing pull`(jobs: Int, failing: Int) {
    var next = 0
    var delivered: [Int] = []
    #expect(throws: Refused(number: failing)) {
      try OrderedMap<Int, Int>(jobs: jobs) { $0 }.run {
        next += 1
        if next == failing { throw Refused(number: next) }
        return next
      } delivering: {
        delivered.append(try $0.get())
      }
    }
    #expect(delivered == Array(1..<failing))
  }

  @Test(arguments: [1, 4], [0, 1, 2, 3])
  func `delivers all of a short stream`(jobs: Int, count: Int) throws {
    var next = 0
    var delivered: [Int] = []
    try OrderedMap<Int, Int>(jobs: jobs) { -$0 }.run {
      next += 1
      return next <= count ? next : nil
    } delivering: {
      delivered.append(try $0.get())
    }
    #expect(delivered == (0..<count).map { -1 - $0 })
    #expect(next == count + 1, "nothing is pulled after the end")
  }

  @Test(arguments: [1, 4])
  func `stops when a result is not taken`(jobs: Int) {
    var next = 0
    #expect(throws: Refused(number: 20)) {
      try OrderedMap<Int, Int>(jobs: jobs) { $0 }.run {
        next += 1
        return next
      } delivering: {
        if try $0.get() == 20 { throw Refused(number: 20) }
      }
    }
    #expect(next < 20 + 3 * jobs + 1)
  }
}
