import DenseKernels
import Testing

@Suite("Workers")
struct WorkersTests {
  @Test(arguments: [1, 2, 5])
  func `results come in the order of their numbers`(count: Int) {
    let squares = Workers(count).map(100) {
      var calls = 0
      return { number in
        calls += 1
        return calls > 0 ? number * number : -1
      }
    }
    #expect(squares == (0..<100).map { $0 * $0 })
    #expect(Workers(count).map(0) { { $0 } }.isEmpty)
  }
}
