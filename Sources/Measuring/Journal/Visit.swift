/// What came of measuring one model once: an entry of the journal.
struct Visit: Sendable, Equatable {
  /// The model's key.
  var model: String
  /// The round, from 0.
  var round: Int
  /// The platform's name.
  var platform: String
  /// The batch size.
  var batch: Int?
  /// What was observed; empty for a failure.
  var figures: [Figure]
  /// Why it could not be measured.
  var failure: Failure?
  /// Under which conditions.
  var conditions: Conditions
  /// The SHA-256 of the model's file.
  var digest: String?
}
