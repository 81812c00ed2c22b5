internal import ByteReading
internal import ComputationGraph
package import RecordStreams
internal import SearchSpaces

extension SearchTrace {
  /// Writes a record of kind `trial` for each architecture that was trained.
  ///
  /// - Parameters:
  ///   - problem: What was searched.
  ///   - predictor: The predictor's name, if one was asked.
  ///   - writer: Takes a line each.
  package func write(
    of problem: SearchProblem, predictor: String?, to writer: inout JSONWriter
  ) {
    for (index, trial) in trials.enumerated() {
      writer.beginObject()
      writer.member("kind", "trial")
      writer.member("strategy", strategy)
      writer.member("predictor", predictor)
      // Seeds have 64 bits; readers of JSON round numbers.
      writer.member("seed", String(seed))
      writer.member("order", index + 1)
      writer.member("round", trial.round)
      problem.table.writeArchitecture(problem.table.architectures[trial.position], to: &writer)
      writer.member("metric", problem.goal.metric)
      writer.key("value")
      writer.double(trial.figure)
      if !predictions.isEmpty, !isOrderOnly, predictions[trial.position].isFinite {
        writer.key("predicted")
        writer.double(predictions[trial.position])
      }
      if problem.goal.limit != nil {
        writer.key("valid")
        writer.bool(problem.isValid[trial.position])
      }
      writer.endObject()
      writer.endLine()
    }
  }
}

extension SearchProposal {
  /// Writes a record of kind `proposal` for each.
  package func write(of problem: SearchProblem, to writer: inout JSONWriter) {
    for (index, item) in items.enumerated() {
      writer.beginObject()
      writer.member("kind", "proposal")
      writer.member("order", index + 1)
      problem.table.writeArchitecture(item.genes, to: &writer)
      writer.member("metric", problem.goal.metric)
      if let prediction = item.prediction, prediction.isFinite {
        writer.key("predicted")
        writer.double(prediction)
      }
      writer.endObject()
      writer.endLine()
    }
  }
}

extension FigureTable {
  func writeArchitecture(_ genes: Genes, to writer: inout JSONWriter) {
    writer.key("architecture")
    writer.beginObject()
    writer.member("space", space.name)
    writer.member("encoding", space.text(of: genes, as: space.encodings[0].name))
    writer.endObject()
  }
}
