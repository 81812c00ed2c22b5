import SearchSpaces
import Testing

/// What a space must hold, in a row of the table: `SpaceTable`.
struct SpaceRow: Sendable, CustomTestStringConvertible {
  /// The space's name.
  let name: String
  /// How many codes there are; `nil` where nobody has counted.
  var count: Int?
  /// Codes as texts, and what reads the same in another encoding.
  var same: [[String]] = []
  /// Texts that are no codes, the position of the first bad byte (0 for the code as a whole), and a
  /// part of the message.
  var refused: [(text: String, position: Int, message: String)] = []
  /// A code's whole network for the first task: multiply-accumulates, and parameters
  /// without the means and variances of batch normalisations.
  var costs: [(text: String, macs: Int, parameters: Int)] = []

  var testDescription: String { name }

  func space() throws -> any SearchSpace {
    try #require(SpaceRegistry.space(named: name))
  }
}

extension SpaceRow {
  /// The rows of all spaces. Each stands beside the tests of its space.
  static let all: [SpaceRow] =
    [nasbench201, nasbench101, darts, nasbench301, nasbenchASR, nasbenchMacro] + networks
}
