package import Datasets

/// The platforms of a dataset, found by the names that its files use.
package struct CardPlatforms: Sendable {
  private var platforms: [String: DatasetCard.Platform] = [:]

  /// The platforms of a card; without one there are none.
  package init(of card: DatasetCard?) {
    for platform in card?.platforms ?? [] {
      for name in [platform.name] + platform.aliases + (platform.id.map { [$0] } ?? []) {
        platforms[Self.plain(name)] = platform
      }
    }
  }

  /// The platform of this name, however it is spelt; `nil` if the card has none.
  package func find(_ name: some StringProtocol) -> DatasetCard.Platform? {
    platforms[Self.plain(name)]
  }

  /// The platform that the path of a file names, and the batch size if a number follows the name:
  /// by the file's name without its ending, else by a folder, the nearest first.
  package func find(inPath path: String) -> (platform: DatasetCard.Platform, batch: Int?)? {
    let parts = path.split(separator: "/")
    for part in parts.reversed() {
      for name in [part, part.prefix { $0 != "." }] {
        if let platform = find(name) { return (platform, nil) }
        if let mark = name.lastIndex(where: { $0 == "_" || $0 == "-" }),
          let batch = Int(name[name.index(after: mark)...]), batch > 0,
          let platform = find(name[..<mark])
        {
          return (platform, batch)
        }
      }
    }
    return nil
  }

  /// Lower case, and one mark between words.
  private static func plain(_ name: some StringProtocol) -> String {
    String(name.lowercased().map { $0 == "_" || $0 == " " ? "-" : $0 })
  }
}
