package import RecordStreams

/// Numbers of which exact statistics are wanted, however many there are.
///
/// They wait in memory up to a number that all distributions of a `DistributionSet` share; beyond it
/// they are sorted and written to a temporary file, run after run, and merged from there in
/// ascending order (an external merge sort). Nothing is sampled or estimated.
package final class Distribution {
  /// How many numbers there are.
  package private(set) var count = 0
  /// The smallest; infinite while there is none.
  package private(set) var minimum = Double.infinity
  /// The largest; minus infinity while there is none.
  package private(set) var maximum = -Double.infinity
  private var sum = CompensatedSum()
  private(set) var waiting: [Double] = []
  private var runs: [(offset: Int, count: Int)] = []
  private var file: ScratchFile?

  init() {}

  /// Adds numbers, none of them NaN.
  func add(_ values: [Double]) {
    for value in values {
      sum.add(value)
      minimum = min(minimum, value)
      maximum = max(maximum, value)
    }
    count += values.count
    waiting += values
  }

  /// Moves what waits in memory to a file.
  func spill(to file: ScratchFile) throws(StreamError) {
    guard !waiting.isEmpty else { return }
    waiting.sort()
    runs.append((file.count, waiting.count))
    try file.append(waiting)
    waiting = []
    self.file = file
  }

  /// The mean.
  package var mean: Double { sum.value / Double(count) }

  /// Hands over all numbers in ascending order.
  package func forEachAscending(_ body: (Double) -> Void) throws(StreamError) {
    waiting.sort()
    guard let file else {
      for value in waiting { body(value) }
      return
    }
    var sources = runs.map { RunReader(file, offset: $0.offset, count: $0.count) }
    sources.append(RunReader(waiting))
    var heads: [(value: Double, run: Int)] = []
    for run in sources.indices {
      if let value = try sources[run].next() { heads.append((value, run)) }
    }
    for place in heads.indices.reversed() { Self.sink(place, in: &heads) }
    while let first = heads.first {
      body(first.value)
      if let value = try sources[first.run].next() {
        heads[0].value = value
      } else {
        heads[0] = heads[heads.count - 1]
        heads.removeLast()
      }
      Self.sink(0, in: &heads)
    }
  }

  /// Restores the order of a heap whose element at a place may be too large for it.
  private static func sink(_ start: Int, in heads: inout [(value: Double, run: Int)]) {
    var place = start
    while true {
      var least = place
      for child in [2 * place + 1, 2 * place + 2]
      where child < heads.count && heads[child].value < heads[least].value {
        least = child
      }
      guard least != place else { return }
      heads.swapAt(place, least)
      place = least
    }
  }
}

/// Numbers in ascending order, from memory or from a file.
private struct RunReader {
  private let file: ScratchFile?
  private var offset = 0
  private var left = 0
  private var buffer: [Double]
  private var position = 0
  private static let capacity = 1 << 12

  init(_ file: ScratchFile, offset: Int, count: Int) {
    self.file = file
    self.offset = offset
    left = count
    buffer = []
  }

  init(_ values: [Double]) {
    file = nil
    buffer = values
  }

  mutating func next() throws(StreamError) -> Double? {
    if position == buffer.count {
      guard let file, left > 0 else { return nil }
      buffer = try file.numbers(at: offset, count: min(left, Self.capacity))
      position = 0
      offset += 8 * buffer.count
      left -= buffer.count
      if buffer.isEmpty { return nil }
    }
    position += 1
    return buffer[position - 1]
  }
}
