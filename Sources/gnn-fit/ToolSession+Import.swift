import ArgumentParser
import ByteReading
import GraphLearning
import LearningSupport
import RecordStreams
import ToolSupport

extension ToolSession {
  /// Writes the checkpoint of a predictor's authors as one of ours.
  mutating func takeOver(
    _ input: InputOptions, by author: OriginalCheckpoint.Author, _ facts: OriginalCheckpoint.Facts,
    run: RunOptions
  ) throws {
    guard let path = input.files.first, input.files.count == 1 else {
      throw ValidationError("--import reads one checkpoint")
    }
    let file = try MappedFile.open(path)
    let predictor: TrainedPredictor
    do {
      predictor = try OriginalCheckpoint(torch: file.bytes).predictor(by: author, facts)
    } catch {
      throw TrainingError("\(path): \(error)")
    }
    warn("\(predictor.parameters.count) parameters of \(predictor.configuration.predictor)")
    if let path = run.exportONNX { try export(predictor, to: path) }
    let provenance = Provenance(
      split: run.split.description, trainRows: 0, validationRows: 0, digest: "", families: [],
      epoch: 0, tool: "\(name) \(perfmillVersion)")
    try output.write(
      Checkpoint(predictor: predictor, provenance: provenance, history: []).file())
  }
}
