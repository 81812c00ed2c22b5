import Datasets
import Foundation
import Testing
import YAMLFormat

@Suite("Dataset cards")
struct DatasetCardsTests {
  private static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().appending(path: "../../catalog").standardized

  /// With `RECORD=1` in the environment the file is written anew.
  @Test func `are carried in the program as their files say`() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    let cards = try files.filter { $0.hasSuffix(".yaml") }.sorted().map { file in
      let yaml = try Data(contentsOf: Self.folder.appending(path: file))
      let json = try YAMLDocument.json(from: Array(yaml))
      #expect(json.starts(with: Array("{\"name\":\"\(file.dropLast(5))\"".utf8)), "\(file)")
      return String(decoding: json, as: UTF8.self)
    }
    let json = "[\n" + cards.joined(separator: ",\n") + "\n]\n"
    let file = Self.folder.appending(path: "../Sources/Datasets/cards.json").standardized
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try Data(json.utf8).write(to: file)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == json)
    #expect(try DatasetCards().all.count == cards.count)
  }

  /// A name or spelling leads to one platform, whatever the dataset.
  @Test func `agree about what other spellings mean`() throws {
    var meant: [String: String] = [:]
    let platforms = try DatasetCards().all.flatMap(\.platforms)
    let names = Set(platforms.map(\.name))
    for platform in platforms {
      for alias in platform.aliases {
        #expect(!names.contains(alias), "\(alias) is a name")
        #expect(meant.updateValue(platform.name, forKey: alias) ?? platform.name == platform.name)
      }
    }
    #expect(meant["embeeded-tpu-edgetpu-int8"] == "embedded-tpu-edgetpu-int8")
  }

  @Test func `say what a dataset is and where it comes from`() throws {
    for card in try DatasetCards().all {
      #expect(!card.title.isEmpty, "\(card.name)")
      #expect(card.origin != nil, "\(card.name)")
      let spellings = card.platforms.flatMap { [$0.name] + $0.aliases }
      #expect(Set(spellings).count == spellings.count, "\(card.name): a platform is named twice")
    }
  }

  @Test func `are found by name and by folder`() throws {
    let cards = try DatasetCards()
    #expect(cards.card(named: "nnlqp-multi-platform")?.platforms.count == 9)
    #expect(cards.card(ofFolder: "unseen_structure")?.name == "nnlqp-unseen-structure")
    #expect(cards.card(named: "nothing") == nil)
  }
}
