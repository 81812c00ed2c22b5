import ToolSupport

extension ToolSession {
  /// Says how a question ended, where that is not the answer itself.
  mutating func tell(_ answer: Answer) {
    switch answer {
    case .leaks(let count, let all):
      warn("\(count) of \(all) networks are in several parts")
      endWithOne()
    case .differences(let count) where count > 0:
      warn("\(count) difference\(count == 1 ? "" : "s")")
      endWithOne()
    case .differences, .given: break
    }
  }
}
