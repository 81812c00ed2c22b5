extension CellGraph {
  /// The key by which NAS-Bench-101, and NAS-Bench-ASR after it, names a cell: MD5 over degrees and
  /// labels, mixed with the neighbours' as many times as there are nodes.
  ///
  /// - Parameters:
  ///   - labels: A number for each node.
  ///   - fraction: What follows the digits of a degree: Python writes counted bits as `1` and sums of
  ///     floats as `1.0`.
  /// - Returns: The digest of the digests' digits.
  func fingerprint(labels: [Int], fraction: String = "") -> MD5 {
    let readers = readers
    let operands = operands
    var text: [UInt8] = []
    var hashes = nodes.indices.map { node in
      let degrees = "\(readers[node].count)\(fraction), \(operands[node].count)\(fraction)"
      return MD5(of: Array("(\(degrees), \(labels[node]))".utf8))
    }
    for _ in nodes.indices {
      hashes = nodes.indices.map { node in
        text.removeAll(keepingCapacity: true)
        for hash in operands[node].map({ hashes[$0] }).sorted() { hash.write(to: &text) }
        text.append(UInt8(ascii: "|"))
        for hash in readers[node].map({ hashes[$0] }).sorted() { hash.write(to: &text) }
        text.append(UInt8(ascii: "|"))
        hashes[node].write(to: &text)
        return MD5(of: text)
      }
    }
    // Python's list of texts.
    text = [UInt8(ascii: "[")]
    for (place, hash) in hashes.sorted().enumerated() {
      text += Array((place == 0 ? "'" : ", '").utf8)
      hash.write(to: &text)
      text.append(UInt8(ascii: "'"))
    }
    text.append(UInt8(ascii: "]"))
    return MD5(of: text)
  }
}
