extension CellGraph {
  /// The key by which NAS-Bench-101, and NAS-Bench-ASR after it, names a cell: MD5 over degrees and
  /// labels, mixed with the neighbours' as many times as there are nodes.
  ///
  /// - Parameters:
  ///   - labels: A number for each node.
  ///   - fraction: What follows the digits of a degree: Python writes counted bits as `1` and sums of
  ///     floats as `1.0`.
  /// - Returns: 32 hexadecimal digits.
  func fingerprint(labels: [Int], fraction: String = "") -> String {
    let readers = readers
    let operands = operands
    var hashes = nodes.indices.map { node in
      let degrees = "\(readers[node].count)\(fraction), \(operands[node].count)\(fraction)"
      return MD5.hexDigits(of: "(\(degrees), \(labels[node]))")
    }
    for _ in nodes.indices {
      hashes = nodes.indices.map { node in
        let from = operands[node].map { hashes[$0] }.sorted().joined()
        let to = readers[node].map { hashes[$0] }.sorted().joined()
        return MD5.hexDigits(of: from + "|" + to + "|" + hashes[node])
      }
    }
    return MD5.hexDigits(of: "[" + hashes.sorted().map { "'\($0)'" }.joined(separator: ", ") + "]")
  }
}
