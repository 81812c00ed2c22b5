import DenseKernels
import GraphLearning
import ToolSupport

extension ToolSession {
  /// Judges a checkpoint, or the mean of several of one split, beside the baselines.
  mutating func judge(
    _ checkpoints: [Checkpoint], on data: TrainingData, rows: JudgedRows, split: Split?,
    _ settings: Evaluation.Settings, jobs: Int
  ) throws -> Evaluation {
    let (checkpoint, ensemble) = (checkpoints[0], try Ensemble(checkpoints.map(\.predictor)))
    if let other = checkpoints.first(where: { $0.provenance.split != checkpoint.provenance.split }),
      split == nil
    {
      throw TrainingError(
        "the checkpoints learned under the splits \(checkpoint.provenance.split) and "
          + "\(other.provenance.split); judge them one by one, or say --split")
    }
    let configuration = checkpoint.predictor.configuration
    guard let own = Split(checkpoint.provenance.split) else {
      throw TrainingError("the checkpoint's split \(checkpoint.provenance.split) is not known")
    }
    let judged = rows.rows(of: data, split: split ?? own, configuration)
    let targets = Set(checkpoint.predictor.targets)
    let train = JudgedRows.train.rows(of: data, split: own, configuration).filter {
      targets.contains(data.targets[data.rows[$0].target])
    }
    if data.digest(of: train) != checkpoint.provenance.digest {
      warn(
        "the \(train.count) training rows here are not the \(checkpoint.provenance.trainRows) that "
          + "the checkpoint learned from; the baselines are fitted to those here")
    }
    let known = Set(train.map { data.networks[data.rows[$0].network].structure })
    let leaked = Set(judged.map { data.networks[data.rows[$0].network].structure })
      .intersection(known).count
    if leaked > 0, rows != .train, rows != .all {
      warn(
        "\(leaked) of the networks judged are among those learned from: one structure on both sides"
      )
    }
    let evaluation = Evaluation(
      ensemble, on: judged, train: train, of: data, settings, workers: Workers(jobs))
    if evaluation.skipped > 0 {
      warn(
        "\(evaluation.skipped) rows are of platforms, metrics or phases that the checkpoint does not know"
      )
    }
    guard !evaluation.judged.isEmpty else {
      throw TrainingError("no \(rows.rawValue) rows to judge under \(split ?? own)")
    }
    return evaluation
  }
}
