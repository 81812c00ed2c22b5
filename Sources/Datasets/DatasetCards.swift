internal import ByteReading
package import RecordStreams

/// The cards of the public datasets that Perfmill knows: the files of `catalog/`, carried in the
/// program.
///
/// `cards.json` is what the YAML of all cards says, so that tools which read no YAML of users need no
/// reader of it; a test holds it against them, and writes it anew.
package struct DatasetCards: Sendable {
  /// The cards in the order of their names.
  package let all: [DatasetCard]

  /// Reads the cards.
  package init() throws(RecordError) {
    do throws(JSONError) {
      let json = PackageResources.cards_json
      var scanner = JSONScanner(json.bytes)
      all = try scanner.readArray { (scanner) throws(JSONError) in try DatasetCard(from: &scanner) }
      try scanner.finish()
    } catch {
      throw RecordError(error)
    }
  }

  /// The card of the dataset of this name.
  package func card(named name: String) -> DatasetCard? {
    all.first { $0.name == name }
  }

  /// The card of the dataset that unpacks into a folder of this name.
  package func card(ofFolder folder: String) -> DatasetCard? {
    all.first { $0.folder == folder }
  }
}
