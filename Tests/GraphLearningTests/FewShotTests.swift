import DenseKernels
import GraphLearning
import Testing

@Suite("FewShot")
struct FewShotTests {
  let data = SmallData.data()

  private func networks(_ rows: [Int]) -> Set<Int> { Set(rows.map { data.rows[$0].network }) }

  private func chosen(
    _ count: Int, _ sampler: FewShot.Sampler, seed: UInt64 = 1
  ) -> [Int] {
    var fewShot = FewShot()
    fewShot.count = count
    fewShot.sampler = sampler
    return fewShot.choose(from: Array(data.rows.indices), of: data, seed: seed)
  }

  @Test(arguments: FewShot.Sampler.allCases)
  func `takes all rows of so many networks`(sampler: FewShot.Sampler) {
    let rows = chosen(5, sampler)
    #expect(networks(rows).count == 5)
    #expect(rows == data.rows.indices.filter { networks(rows).contains(data.rows[$0].network) })
    #expect(chosen(5, sampler) == rows)
    for all in [0, 24, 99] { #expect(chosen(all, sampler) == Array(data.rows.indices)) }
  }

  @Test func `chance follows the seed`() {
    #expect(Set((1...4).map { chosen(4, .random, seed: $0) }).count > 1)
    // Where the others are nearest does not depend on chance.
    #expect(chosen(4, .coverage, seed: 1) == chosen(4, .coverage, seed: 2))
  }

  @Test(arguments: [FewShot.Sampler.cosine, .coverage])
  func `sees every depth before it sees one twice`(sampler: FewShot.Sampler) {
    // Operators differ between depths by counts alone and between widths by costs.
    let flops = networks(chosen(6, sampler)).map { data.networks[$0].sums.total.flops }
    let all = data.networks.map { $0.sums.total.flops }.sorted()
    #expect(
      flops.contains { $0 <= all[all.count / 3] } && flops.contains { $0 >= all[all.count * 2 / 3] }
    )
  }

  @Test func `what validates is among them`() throws {
    var configuration = SmallData.configuration
    configuration.fewShot.count = 8
    configuration.validation = 0.3
    let trainer = try Trainer(
      configuration, data: data, train: Array(data.rows.indices), workers: Workers(1))
    #expect(networks(trainer.rows.train + trainer.rows.validation).count == 8)
    #expect(networks(trainer.rows.train).isDisjoint(with: networks(trainer.rows.validation)))
  }
}
