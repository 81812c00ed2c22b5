/// What becomes of two records that disagree about one thing.
package enum ConflictPolicy: String, Sendable, CaseIterable {
  /// The catalog keeps what it has.
  case keep
  /// The newcomer takes its place.
  case replace
  /// Both figures are kept. Of two records of one graph the first is kept.
  case both
  /// The merge ends; batches that were finished stay.
  case fail
}
