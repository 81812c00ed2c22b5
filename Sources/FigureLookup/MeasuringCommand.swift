internal import ByteReading
internal import ProcessControl

/// Measures a model by other programs: one that writes measurement records of it, and `stats-clean`,
/// which makes one figure of their samples.
package struct MeasuringCommand: Sendable {
  /// The program and its arguments; the platform and the model come behind them.
  private let words: [String]

  /// The time after which a model is given up.
  private static let patience = Duration.seconds(3600)

  /// Measures with a command line: words with blanks between them, which no shell reads.
  package init(_ line: String) {
    words = line.split(separator: " ").map(String.init)
  }

  /// The records of a model, each with its figure.
  ///
  /// - Parameters:
  ///   - path: The model's file.
  ///   - platform: What the platform is called.
  /// - Returns: JSON Lines.
  /// - Throws: Why a program could not be started, or with which words it ended.
  package func records(ofModel path: String, platform: String) throws -> [UInt8] {
    let deadline = ContinuousClock.now + Self.patience
    let samples = try ChildProcess.output(
      of: words + ["--platform", platform, path], reading: RawSpan(), by: deadline)
    return try ChildProcess.output(
      of: ["stats-clean", "--quiet"], reading: samples.bytes, by: deadline)
  }
}
