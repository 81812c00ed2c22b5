import Datasets
import Foundation
import Testing

@Suite("Dataset cards")
struct DatasetCardsTests {
  private static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().appending(path: "../../catalog").standardized

  @Test func `are carried in the program, every one`() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    let names = files.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }
    #expect(try DatasetCards().all.map(\.name) == names.sorted())
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
