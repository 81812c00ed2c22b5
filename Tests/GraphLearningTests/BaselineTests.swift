import GraphLearning
import Testing

@Suite("Baselines")
struct BaselineTests {
  let data = SmallData.data()

  private func error(_ kind: LinearBaseline.Kind) throws -> Double {
    let (train, test) = Split.own.apply(to: data)
    let fitted = LinearBaseline(kind, to: train, of: data, targets: data.targets)
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

  @Test func `the mean is the mean of the platform's training figures`() throws {
    let (train, _) = Split.own.apply(to: data)
    let fitted = LinearBaseline(.mean, to: train, of: data, targets: data.targets)
    let own = train.map { data.rows[$0] }.filter { $0.target == 1 }.map(\.value)
    let found = try #require(fitted.predict(data.networks[0].sums, target: 1))
    #expect(abs(found - own.reduce(0, +) / Double(own.count)) < 1e-18)
  }

  @Test func `a platform without training rows has no baseline`() {
    let fitted = LinearBaseline(.ridge, to: [], of: data, targets: data.targets)
    #expect(fitted.predict(data.networks[0].sums, target: 0) == nil)
    #expect(fitted.predict(data.networks[0].sums, target: 7) == nil)
  }

  @Test(arguments: Baseline.allCases)
  func `learns what it can of figures that follow from the costs`(kind: Baseline) throws {
    let (train, test) = Split.own.apply(to: data)
    let fitted = kind.fit(to: train, of: data, targets: data.targets)
    let errors = try test.map { index in
      let row = data.rows[index]
      let value = try #require(
        fitted.predict(data.networks[row.network].sums, target: row.target))
      #expect(value.isFinite)
      return abs(value - row.value) / row.value
    }
    let most: [Baseline: Double] = [
      .mean: 2, .flops: 0.7, .lookup: 2, .ridge: 0.02, .knn: 0.5, .gp: 0.25, .trees: 0.5,
    ]
    #expect(errors.reduce(0, +) / Double(errors.count) < most[kind] ?? 0)
  }

  @Test(arguments: [Baseline.knn, .gp, .trees])
  func `a platform without training rows has none of the learned baselines`(kind: Baseline) {
    let fitted = kind.fit(to: [], of: data, targets: data.targets)
    #expect(fitted.predict(data.networks[0].sums, target: 0) == nil)
  }
}
