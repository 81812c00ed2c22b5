import Charts
package import ComputationGraph

/// One of the costs that a record has for each node.
package enum Figure: String, Sendable, CaseIterable {
  case flops, macs, bytes, parameters

  /// The figure of a node or of the whole.
  package func value(of cost: Cost) -> Int? {
    switch self {
    case .flops: cost.flops
    case .macs: cost.macs
    case .bytes: cost.bytes
    case .parameters: cost.parameters
    }
  }

  /// What is counted, as it is written.
  var name: String {
    switch self {
    case .flops: "FLOPs"
    case .macs: "MACs"
    case .bytes: "bytes"
    case .parameters: "parameters"
    }
  }

  /// A number of them in few digits: `3.63 G`.
  static func text(_ value: Int) -> String {
    let units = [(1e15, " P"), (1e12, " T"), (1e9, " G"), (1e6, " M"), (1e3, " k")]
    let number = Double(value)
    for (unit, name) in units where number >= unit {
      return Scale.text(number / unit, digits: 3) + name
    }
    return "\(value)"
  }
}
