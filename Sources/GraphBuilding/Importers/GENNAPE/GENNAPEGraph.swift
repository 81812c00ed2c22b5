import RecordStreams

/// A compute graph as GENNAPE's caches have it: TensorFlow's primitive operators.
///
/// Reference: <https://github.com/Ascend-Research/GENNAPE>
package struct GENNAPEGraph: Sendable, Equatable {
  /// An operator.
  package struct Node: Sendable, Equatable {
    /// A running number and the name in TensorFlow's graph.
    package var id = ""
    /// The last part of that name.
    package var label = ""
    /// The number of the operator; see ``GENNAPEOperator``.
    package var op = 0
    /// Height in and out, width in and out, channels in and out.
    package var resolution: [Double] = []
    /// In TensorFlow's order of dimensions.
    package var strides: [Int]?
    /// Padding, dilation, bias and the like.
    package var metadata: GENNAPEMetadata?
    /// Of operators with weights: channels in and out and the two sides of the kernel; the
    /// channels may have been divided by a common number.
    package var shape: [Double]?

    /// A node of nothing.
    package init() {}
  }

  /// The graph's name.
  package var name = ""
  /// What the network reads, in TensorFlow's order of dimensions.
  package var inputShape: [Int] = []
  /// The nodes: those with weights first, as edges number them.
  package var nodes: [Node] = []
  /// Which node leads to which.
  package var edges: [(from: Int, to: Int)] = []
  /// What GENNAPE divides sizes by: channels, kernel, height and width.
  package var limits: [String: Double] = [:]

  /// A graph of nothing.
  package init() {}

  /// The names of `limits`, in the file's order.
  package static let limitNames: [StaticString] = [
    "max_hidden_size", "max_kernel_size", "max_derived_H", "max_derived_W",
  ]

  /// Whether two graphs are the same in everything.
  package static func == (left: GENNAPEGraph, right: GENNAPEGraph) -> Bool {
    left.name == right.name && left.inputShape == right.inputShape && left.nodes == right.nodes
      && left.limits == right.limits
      && left.edges.elementsEqual(right.edges, by: { $0.from == $1.from && $0.to == $1.to })
  }
}

/// What GENNAPE knows of an operator besides its sizes.
package struct GENNAPEMetadata: Sendable, Equatable {
  /// Whether a bias is added.
  package var usesBias: Bool?
  /// `NHWC` or `NCHW`.
  package var dataFormat: String?
  /// In the order of `dataFormat`.
  package var dilations: [Int]?
  /// `same` or `valid`.
  package var padding: String?
  /// The window of a pool, in the order of `dataFormat`.
  package var window: [Int]?
  /// Before and after, of the rows.
  package var rowPadding: [Int]?
  /// Before and after, of the columns.
  package var columnPadding: [Int]?

  /// Nothing known.
  package init() {}
}

extension GENNAPEGraph {
  /// What holds for the whole graph, in GENNAPE's words.
  var seed: [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("input_shape")
    writer.ints(inputShape.map { $0 as Int? })
    for name in Self.limitNames {
      guard let limit = limits[name.description] else { continue }
      writer.key(name)
      writer.figure(limit)
    }
    writer.endObject()
    return writer.take()
  }
}

extension GENNAPEGraph.Node {
  /// The node in GENNAPE's words.
  var seed: [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("str_id")
    writer.string(id)
    writer.key("label")
    writer.string(label)
    writer.key("op_type_idx")
    writer.int(op)
    writer.figures("resolution", resolution)
    writer.ints("strides", strides)
    if let metadata { metadata.write(to: &writer) }
    if let shape { writer.figures("shape", shape) }
    writer.endObject()
    return writer.take()
  }
}

extension GENNAPEMetadata {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.key("metadata")
    writer.beginObject()
    if let usesBias {
      writer.key("use_bias")
      writer.bool(usesBias)
    }
    if let dataFormat {
      writer.key("data_format")
      writer.string(dataFormat)
    }
    writer.ints("dilations", dilations)
    if let padding {
      writer.key("padding")
      writer.string(padding)
    }
    writer.ints("ksize", window)
    writer.ints("pad_h", rowPadding)
    writer.ints("pad_w", columnPadding)
    writer.endObject()
  }
}

extension JSONWriter {
  fileprivate mutating func figures(_ key: StaticString, _ values: [Double]) {
    self.key(key)
    beginArray()
    for value in values { figure(value) }
    endArray()
  }

  fileprivate mutating func ints(_ key: StaticString, _ values: [Int]?) {
    guard let values else { return }
    self.key(key)
    ints(values.map { $0 as Int? })
  }
}
