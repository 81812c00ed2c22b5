/// What a run has to tell while it goes on.
package enum MeasuringEvent {
  /// The records of a model whose last round is over, as lines.
  case records([UInt8])
  /// A visit is over.
  case visited(model: String, round: Int, outcome: String)
  /// So many of all visits are done.
  case progress(done: Int, all: Int)
  /// A model is not there, or is none.
  case refused(any Error, model: String)
  /// Something that the user should know.
  case warning(String)
}
