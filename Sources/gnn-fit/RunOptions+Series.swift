import ArgumentParser
import GraphLearning
import ToolSupport

extension RunOptions {
  /// The number of runs that are asked for; `nil` for one alone.
  private var count: Int? { seeds ?? folds }

  /// Every run of the series with its configuration and the checkpoint that it writes.
  ///
  /// - Parameters:
  ///   - configuration: That of the first.
  ///   - output: Where the checkpoint is to go; `nil` for standard output.
  /// - Returns: One run, which writes where the session does, or the runs of a series.
  /// - Throws: If file names do not tell the runs apart.
  func series(
    _ configuration: FitConfiguration, output: String?
  ) throws -> [(run: RunOptions, configuration: FitConfiguration, output: String?)] {
    guard let count else { return [(self, configuration, nil)] }
    for (option, path) in [
      ("-o", output ?? ""), ("--resume", resume), ("--report", report), ("--save-data", saveData),
      ("--export-onnx", exportONNX),
    ] {
      guard path?.contains("%") ?? true else {
        throw ValidationError("\(option) must hold a % where each run's number is to be")
      }
    }
    return (1...count).map { number in
      var (run, own) = (self, configuration)
      func numbered(_ path: String?) -> String? {
        path.map {
          $0.split(separator: "%", omittingEmptySubsequences: false).joined(separator: "\(number)")
        }
      }
      for path in [
        \RunOptions.resume, \.report, \.saveData, \.exportONNX,
      ] as [WritableKeyPath<RunOptions, String?>] {
        run[keyPath: path] = numbered(self[keyPath: path])
      }
      if folds != nil {
        run.split = .fold(number, of: count, seed: configuration.seed)
      } else {
        own.seed = configuration.seed &+ UInt64(number - 1)
      }
      return (run, own, numbered(output))
    }
  }
}
