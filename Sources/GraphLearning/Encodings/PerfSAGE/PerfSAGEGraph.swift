package import ComputationGraph

/// PerfSAGE's own graph of a network, as its program makes it: a row for each operator of a TensorFlow
/// Lite file in the order in which they run, then one for each tensor that no operator computes; four
/// sizes and the operator's options by name. Edges lead from producer to consumer and carry the
/// tensor's sizes.
///
/// Reference: arXiv 2301.10999
package struct PerfSAGEGraph: Sendable, Equatable {
  /// What is said of an operator or a tensor.
  package struct Row: Sendable, Equatable {
    /// TensorFlow Lite's name of the operator; `input` for a tensor.
    package var op: String
    /// The sizes of what is computed, with ones before the first up to four.
    package var sizes: [Int]
    /// The options that are numbers, by name; what follows a decimal point is cut off.
    package var options: [Option] = []
  }

  /// An option of an operator.
  package struct Option: Sendable, Equatable {
    /// Its name in TensorFlow Lite's schema.
    package var name: String
    /// Its value.
    package var value: Int
  }

  /// A tensor on its way from one row to another.
  package struct Edge: Sendable, Equatable {
    /// The row that hands it on.
    package var from: Int
    /// The row that reads it.
    package var to: Int
    /// Its sizes.
    package var sizes: [Int]
  }

  /// The rows: operators, then tensors.
  package private(set) var rows: [Row] = []
  /// The edges, by tensor; of several between two rows the last is left.
  package private(set) var edges: [Edge] = []

  /// Takes up a graph; `nil` for one that does not come from TensorFlow Lite.
  package init?(_ graph: Graph) {
    guard let words = TFLiteWords(of: graph) else { return nil }
    self.init(words)
  }

  private init(_ words: TFLiteWords) {
    var producers = Array(repeating: [Int](), count: words.tensors.count)
    var consumers = producers
    for (index, applied) in words.operators.enumerated() {
      let result = applied.outputs.first { words.tensors.indices.contains($0) }
      rows.append(
        Row(
          op: applied.name, sizes: Self.four(result.flatMap { words.tensors[$0] }),
          options: applied.options))
      for tensor in Set(applied.outputs) where producers.indices.contains(tensor) {
        producers[tensor].append(index)
      }
      for tensor in Set(applied.inputs) where consumers.indices.contains(tensor) {
        consumers[tensor].append(index)
      }
    }
    var places: [[Int]: Int] = [:]
    for tensor in words.tensors.indices
    where !producers[tensor].isEmpty || !consumers[tensor].isEmpty {
      let sizes = Self.four(words.tensors[tensor])
      var sources = producers[tensor]
      if sources.isEmpty {
        sources = [rows.count]
        rows.append(Row(op: "input", sizes: sizes))
      }
      for source in sources {
        for reader in consumers[tensor] {
          let edge = Edge(from: source, to: reader, sizes: sizes)
          if let place = places[[source, reader]] {
            edges[place] = edge
          } else {
            places[[source, reader]] = edges.count
            edges.append(edge)
          }
        }
      }
    }
  }

  /// Four sizes; those of more dimensions than four are multiplied into the first.
  private static func four(_ shape: [Int]?) -> [Int] {
    let shape = shape ?? []
    if shape.count <= 4 { return Array(repeating: 1, count: 4 - shape.count) + shape }
    let first = shape.dropLast(3).reduce(1) { $0.multipliedReportingOverflow(by: $1).partialValue }
    return [first] + shape.suffix(3)
  }
}
