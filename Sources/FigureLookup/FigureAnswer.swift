package import Datasets

/// What is known of a figure, the best first.
package enum FigureAnswer: Sendable, Equatable {
  /// It was measured, of this network at this batch size.
  case known([Measurement])
  /// A predictor says it.
  case predicted(Prediction)
  /// Nobody knows, but figures of the network at other batch sizes are there.
  case otherBatches([Measurement])
  /// Nobody knows.
  case unknown
}
