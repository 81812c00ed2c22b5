import CheckpointFormat
import RecordStreams
import ToolSupport

extension ToolSession {
  /// Writes the tensors of a checkpoint as a safetensors file.
  mutating func writeTensors(of input: InputOptions, _ reading: ReadingOptions) throws {
    try rewriteFiles(of: input, choosing: .savedFiles, into: nil) { session, input, sink in
      let ranges = try input.path.map { try FileRanges(path: $0) }
      let summary = try input.withBytes(limit: reading.maxUnpacked, ratio: reading.ratio) {
        try SafetensorsExport(reading.reader(of: $0.byteCount)).write($0, ranges, to: sink)
      }
      for (name, reason) in summary.leftOut {
        session.warn("\(input.name): left out \(name): \(reason)")
      }
      session.note(
        "\(input.name): \(summary.tensors) tensors, and \(summary.others) other values left out")
    }
  }
}
