internal import ByteReading
internal import Datasets
internal import RecordStreams

/// Settles to which dataset a `gt.txt` belongs and what its platform numbers mean.
///
/// A name on the command line goes before the folder that the file is in. A table on the command
/// line goes before a `platforms.json` beside the file, and that before the dataset's card; where
/// there is neither, numbers mean what they mean in NNLQP.
package struct GTDatasets: Sendable {
  private let name: String?
  private let names: PlatformNames
  private let cards: DatasetCards
  private let tables: [String: PlatformNames]
  /// What the numbers mean in NNLQP's own sets.
  private let usual: PlatformNames

  /// Prepares for the files of a run.
  ///
  /// - Parameters:
  ///   - name: The dataset's name, if the user gave one.
  ///   - table: The user's table of platforms, path and text, if there is one.
  ///   - tables: The texts of the `platforms.json` that were found, by their folder.
  /// - Throws: Why a table cannot be read.
  package init(
    named name: String?, table: (path: String, text: [UInt8])?, tables: [String: [UInt8]]
  ) throws {
    self.name = name
    cards = try DatasetCards()
    usual = ["nnlqp-multi-platform", "nnlqp-unseen-structure"].reduce(PlatformNames()) {
      [cards] in $0.preferred(to: PlatformNames(of: cards.card(named: $1)))
    }
    names = try table.map { try Self.read($0.text, from: $0.path) } ?? PlatformNames()
    var read: [String: PlatformNames] = [:]
    for (folder, text) in tables {
      read[folder] = try Self.read(text, from: folder + "/platforms.json")
    }
    self.tables = read
  }

  private static func read(
    _ text: [UInt8], from path: String
  ) throws(PlatformTableError) -> PlatformNames {
    do throws(RecordError) {
      return try PlatformNames(reading: text.bytes)
    } catch {
      throw PlatformTableError(path: path, error: error)
    }
  }

  /// The reader for a file of this path.
  package func reader(for path: String) -> GTTextReader {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    let lastPart = folder.split(separator: "/").last.map(String.init) ?? ""
    let card = name.map(cards.card(named:)) ?? cards.card(ofFolder: lastPart)
    let known = tables[folder] ?? card.map(PlatformNames.init(of:)) ?? usual
    return GTTextReader(
      source: path, dataset: name ?? card?.name, platforms: names.preferred(to: known))
  }
}

extension PlatformNames {
  /// The names that a card gives to numbers.
  init(of card: DatasetCard?) {
    var names: [Int: String] = [:]
    for platform in card?.platforms ?? [] {
      if let number = platform.id.flatMap({ Int($0) }) { names[number] = platform.name }
    }
    self.init(names)
  }
}

/// A table of platforms cannot be read.
package struct PlatformTableError: Error, CustomStringConvertible {
  let path: String
  let error: RecordError

  /// The place and what is wrong there.
  package var description: String {
    "\(path):\(error.line ?? 1):\(error.column): \(error.message)"
  }
}
