extension TextTable.Cell {
  /// A number with this many digits after the point; nothing where there is none.
  package init(_ value: Double?, digits: Int) {
    self.init(value.map { Self.text($0, digits: digits) } ?? "", isNumber: true)
  }

  private static func text(_ value: Double, digits: Int) -> String {
    let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
    let scaled = (abs(value) * scale).rounded()
    guard scaled < 1e15 else { return "\(value)" }
    let all = String(Int(scaled))
    let padded = String(repeating: "0", count: max(0, digits + 1 - all.count)) + all
    let sign = value < 0 && scaled > 0 ? "-" : ""
    return sign + padded.dropLast(digits) + (digits > 0 ? "." + padded.suffix(digits) : "")
  }
}
