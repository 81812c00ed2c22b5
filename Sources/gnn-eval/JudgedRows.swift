import ArgumentParser
import GraphLearning

/// The rows that a predictor is judged on.
enum JudgedRows: String, ExpressibleByArgument, CaseIterable {
  case test, validation, train, all

  /// The rows of the data under a split.
  func rows(of data: TrainingData, split: Split, _ configuration: FitConfiguration) -> [Int] {
    let (learned, test) = split.apply(to: data)
    let (train, validation) = configuration.divide(learned, of: data)
    switch self {
    case .test: return test
    case .validation: return validation
    case .train: return train
    case .all: return Array(data.rows.indices)
    }
  }
}
