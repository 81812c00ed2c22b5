/// What the name of a PerfSeer file says: `bs128_s['vggnet', …]_bnum[2, …]`.
struct PerfSeerName: Equatable {
  /// The batch size.
  let batch: Int?
  /// The families of the stages, each once, joined by `+` in the order of the stages.
  let family: String?

  init(path: String) {
    let start = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
    let name = path[start...]
    let digits = name.hasPrefix("bs") ? name.dropFirst(2).prefix { $0.isASCII && $0.isNumber } : ""
    batch = Int(digits).flatMap { $0 > 0 ? $0 : nil }
    // The names stand in quotes between the first `_s` and `_bnum`.
    guard let mark = name.firstRange(of: "_s")?.upperBound,
      let end = name[mark...].firstRange(of: "_bnum")?.lowerBound
    else {
      family = nil
      return
    }
    let parts = name[mark..<end].split(omittingEmptySubsequences: false) { $0 == "'" || $0 == "\"" }
    var families: [Substring] = []
    for (index, part) in parts.enumerated() where index % 2 == 1 && !part.isEmpty {
      if !families.contains(part) { families.append(part) }
    }
    family = families.isEmpty ? nil : families.joined(separator: "+")
  }
}
