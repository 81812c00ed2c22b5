import ToolSupport

extension ToolSession {
  /// Says how a question ended, where that is not the answer itself.
  mutating func tell(_ answer: Answer) {
    guard case .leaks(let count, let all) = answer else { return }
    warn("\(count) of \(all) networks are in several parts")
    endWithOne()
  }
}
