import DenseKernels
import GraphLearning
import Testing

@Suite("Evaluation")
struct EvaluationTests {
  private func evaluation(_ settings: Evaluation.Settings) throws -> Evaluation {
    let data = SmallData.data()
    let (train, test) = Split.own.apply(to: data)
    let trainer = try Trainer(
      SmallData.configuration, data: data, train: train, workers: Workers(1))
    return Evaluation(
      try Ensemble([trainer.selected]), on: test, train: train, of: data, settings,
      workers: Workers(1))
  }

  @Test func `every group has a line for every model`() throws {
    var settings = Evaluation.Settings()
    settings.baselines = [.mean, .ridge]
    settings.resamples = 20
    let evaluation = try evaluation(settings)
    #expect(evaluation.models == ["gnn", "mean", "ridge"])
    let groups = Set(evaluation.judged.map(\.decile)).count + 2 + 1
    #expect(evaluation.lines.count == 3 * 3 * groups)
    for line in evaluation.lines {
      #expect((line.confidence != nil) == (line.group == .all))
      #expect(line.fields.count == Evaluation.columns.count)
    }
    let sizes = evaluation.lines.filter { $0.platform == "a" && $0.group.size != nil }
    #expect(sizes.filter { $0.model == "gnn" }.map(\.metrics.count).reduce(0, +) == 6)
  }

  @Test func `the predictor comes first, and all platforms last`() throws {
    let evaluation = try evaluation(Evaluation.Settings())
    let whole = evaluation.lines.filter { $0.group == .all && $0.platform == nil }
    #expect(whole.map(\.model) == ["gnn"] + Baseline.allCases.map(\.rawValue))
    #expect(whole.allSatisfy { $0.metrics.count == evaluation.judged.count })
    #expect(evaluation.skipped == 0)
    let csv = String(decoding: evaluation.csv, as: UTF8.self).split(separator: "\n")
    #expect(csv.count == evaluation.lines.count + 1)
    #expect(csv[0].hasPrefix("platform,family,size,model,n,mape,mape_from,mape_to,rmspe,"))
  }

  @Test func `the range of a figure holds it`() throws {
    let evaluation = try evaluation(Evaluation.Settings())
    for line in evaluation.lines {
      guard let confidence = line.confidence else { continue }
      #expect(confidence.mape.contains(line.metrics.mape))
      #expect(confidence.within10.contains(line.metrics.within[2]))
    }
  }

  @Test func `rows drawn anew give the same range each time`() {
    let truths = (1...40).map(Double.init)
    let predictions = truths.map { $0 * ($0.truncatingRemainder(dividingBy: 3) == 0 ? 1.1 : 0.97) }
    let first = Confidence(predictions, truths, resamples: 100)
    #expect(first == Confidence(predictions, truths, resamples: 100))
    #expect(first.mape.lowerBound < first.mape.upperBound)
  }
}
