import ByteReading
import ComputationGraph
import Datasets
import DenseKernels
import GraphLearning
import RecordStreams
import ToolSupport

/// What is kept of a graph until it is predicted: its name, and for each forecaster what that reads, or what
/// it says already.
struct ForecastRow {
  /// The name that a table shows.
  let name: String
  /// One for each forecaster.
  let forecasts: [Forecast]

  /// What one forecaster reads of a graph, or says of it.
  enum Forecast {
    case waiting(ForecastInput)
    case said([Prediction])
  }

  /// The nodes that wait.
  var nodeCount: Int {
    forecasts.reduce(0) {
      guard case .waiting(let input) = $1 else { return $0 }
      return $0 + input.nodeCount
    }
  }

  /// The graphs of a block; lines that are none are passed over.
  static func rows(
    of block: LineBlock, for forecasters: [Forecaster]
  ) -> MappedBlock<[ForecastRow]> {
    var result = MappedBlock<[ForecastRow]>(remarks: [])
    var lines = LineCursor(block.bytes.bytes)
    while let line = lines.next() {
      do {
        if try RecordKind.sniff(line) == .graph {
          result.remarks.append(ForecastRow(try Graph(json: line), for: forecasters))
        }
      } catch {
        result.refuse(line: block.firstLine + result.lines, error)
      }
      result.lines += 1
    }
    return result
  }

  private init(_ graph: Graph, for forecasters: [Forecaster]) {
    name = graph.name ?? graph.id ?? ""
    forecasts = forecasters.map { forecaster in
      let input = forecaster.input(of: graph)
      guard forecaster.prefersMany else {
        return .said(forecaster.predictions(of: [input], workers: Workers(1))[0])
      }
      return .waiting(input)
    }
  }
}
