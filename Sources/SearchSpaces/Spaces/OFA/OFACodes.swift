/// What the codes of Once-for-all's spaces share: a resolution, and blocks in stages of varying
/// depth.
enum OFACodes {
  /// The resolutions that a code can name; gene 0 leaves it to the task, gene `i` is the i-th.
  static let resolutions = Array(stride(from: 128, through: 224, by: 4))

  /// Reads `192:`, which may be left out.
  static func readResolution(_ cursor: inout CodeCursor) throws(CodeError) -> Int {
    cursor.skipBlanks()
    guard let next = cursor.next, next >= 0x30, next <= 0x39 else { return 0 }
    let gene = 1 + (try cursor.choice(of: resolutions.map(String.init)))
    try cursor.expect(":")
    return gene
  }

  /// Writes `192:`, or nothing.
  static func resolutionText(_ gene: Int) -> String {
    gene == 0 ? "" : "\(resolutions[gene - 1]):"
  }

  /// The resolution of a network.
  static func resolution(_ gene: Int, _ task: NetworkTask) -> Int {
    gene == 0 ? task.resolution : resolutions[gene - 1]
  }
}
