import GraphLearning
import Testing

@Suite("Baselines")
struct BaselineTests {
  let data = SmallData.data()

  private func error(_ kind: Baseline) throws -> Double {
    let (train, test) = Split.own.apply(to: data)
    let fitted = FittedBaseline(kind, to: train, of: data, targets: data.targets)
    let errors = try test.map { index in
      let row = data.rows[index]
      let value = try #require(
        fitted.predict(data.networks[row.network].sums, target: row.target))
      return abs(value - row.value) / row.value
    }
    return errors.reduce(0, +) / Double(errors.count)
  }

  @Test func `ridge finds a figure that is linear in counts and operations`() throws {
    #expect(try error(.ridge) < 0.02)
    #expect(try error(.flops) < error(.mean))
  }

  @Test func `the mean is the mean of the target's training figures`() throws {
    let (train, _) = Split.own.apply(to: data)
    let fitted = FittedBaseline(.mean, to: train, of: data, targets: data.targets)
    let own = train.map { data.rows[$0] }.filter { $0.target == 1 }.map(\.value)
    let found = try #require(fitted.predict(data.networks[0].sums, target: 1))
    #expect(abs(found - own.reduce(0, +) / Double(own.count)) < 1e-18)
  }

  @Test func `a target without training rows has no baseline`() {
    let fitted = FittedBaseline(.ridge, to: [], of: data, targets: data.targets)
    #expect(fitted.predict(data.networks[0].sums, target: 0) == nil)
    #expect(fitted.predict(data.networks[0].sums, target: 7) == nil)
  }
}
