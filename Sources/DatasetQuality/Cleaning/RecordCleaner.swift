internal import ByteReading
internal import ComputationGraph
internal import Datasets
package import RecordStreams
package import Statistics

/// Reduces the samples of measurements; all other lines pass through byte for byte.
package struct RecordCleaner: Sendable {
  /// What is wanted of the lines.
  package enum Aim: Sendable {
    /// The records.
    case records
    /// The figures alone, for a summary.
    case figures
    /// Both.
    case recordsAndFigures
  }

  private let reducer: SampleReducer
  private let keepsSamples: Bool
  private let aim: Aim

  /// Prepares for records.
  ///
  /// - Parameters:
  ///   - reducer: The rule.
  ///   - keepsSamples: Whether the samples stay in the record.
  ///   - aim: What is wanted.
  package init(_ reducer: SampleReducer, keepsSamples: Bool, aim: Aim) {
    self.reducer = reducer
    self.keepsSamples = keepsSamples
    self.aim = aim
  }

  /// Cleans a block of lines.
  package func clean(_ block: LineBlock) -> MappedBlock<CleanedFigures> {
    var result = MappedBlock(remarks: CleanedFigures())
    var work = Work(reducer: reducer)
    if aim != .figures { result.bytes.reserveCapacity(block.bytes.count) }
    var lines = LineCursor(block.bytes.bytes)
    while let line = lines.next() {
      let position = result.bytes.count
      do throws(RecordError) {
        try clean(line, with: &work, into: &result)
      } catch {
        result.bytes.removeSubrange(position...)
        result.refuse(line: block.firstLine + result.lines, column: error.column, error)
      }
      result.lines += 1
    }
    return result
  }

  /// What is used again from line to line.
  private struct Work {
    var reducer: SampleReducer
    var samples = SampleLists()
  }

  private func clean(
    _ line: RawSpan, with work: inout Work, into result: inout MappedBlock<CleanedFigures>
  ) throws(RecordError) {
    switch try RecordKind.sniff(line) {
    case .measurement?: try cleanMeasurement(line, with: &work, into: &result)
    case .graph? where aim != .records:
      note(try Graph(json: line), in: &result.remarks)
      pass(line, into: &result)
    case nil: break
    default: pass(line, into: &result)
    }
  }

  private func pass(_ line: RawSpan, into result: inout MappedBlock<CleanedFigures>) {
    guard aim != .figures else { return }
    result.bytes.append(line)
    result.bytes.append(0x0A)
  }

  private func note(_ graph: Graph, in figures: inout CleanedFigures) {
    let totals = graph.totals
    figures.graphs.append(
      (
        graph.id ?? "", totals.flops.map(Double.init), totals.bytes.map(Double.init),
        totals.parameters.map(Double.init)
      ))
  }

  private func cleanMeasurement(
    _ line: RawSpan, with work: inout Work, into result: inout MappedBlock<CleanedFigures>
  ) throws(RecordError) {
    var measurement = try Measurement(json: line)
    if let samples = measurement.samples, measurement.state != .failed {
      let reduction = try reduce(samples, with: &work)
      result.remarks.reduced += 1
      result.remarks.samples += reduction.total
      result.remarks.leftOut += reduction.total - reduction.kept
      result.remarks.spared += reduction.spared
      measurement.take(reduction, by: reducer.rule)
      if !keepsSamples { measurement.samples = nil }
      if aim != .figures {
        var writer = JSONWriter(appendingTo: result.bytes)
        result.bytes = []
        measurement.write(to: &writer)
        writer.endLine()
        result.bytes = writer.take()
      }
    } else {
      pass(line, into: &result)
    }
    guard aim != .records else { return }
    if let value = measurement.value {
      result.remarks.values[Series(measurement), default: []].append(value)
    } else {
      result.remarks.withoutFigure += 1
    }
  }

  private func reduce(_ samples: [UInt8], with work: inout Work) throws(RecordError) -> Reduction {
    do throws(JSONError) {
      try work.samples.read(samples.bytes)
    } catch {
      // The samples' place in the line is not known any more.
      throw RecordError(path: "samples", found: error.found, expected: error.expected)
    }
    return work.reducer.reduce(work.samples)
  }
}
