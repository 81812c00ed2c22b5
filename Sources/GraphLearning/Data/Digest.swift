internal import ByteReading
internal import ContentHashing

extension TrainingData {
  /// A digest of rows: their graphs, targets and figures.
  package func digest(of rows: [Int]) -> String {
    var hasher = ContentHasher()
    for row in rows.map({ self.rows[$0] }) {
      let target = targets[row.target]
      let text =
        "\(networks[row.network].id)\t\(target.platform)\t\(target.metric)\t\(target.phase ?? "")"
        + "\t\(row.value)\n"
      hasher.update(Array(text.utf8).bytes)
    }
    return hasher.finalize().hexDigits(32)
  }
}
