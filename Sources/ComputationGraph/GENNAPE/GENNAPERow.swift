internal import ByteReading
internal import RecordStreams

/// What GENNAPE knows of one operator: its own words where the record keeps them, else what follows
/// from the record.
package struct GENNAPERow: Sendable, Equatable {
  /// The operator's slot, from 0 to 31.
  package var op = 0
  /// The operator in GENNAPE's words: the last part of the node's name where the record keeps it, else
  /// the slot's name.
  package var label: String { ownLabel ?? GENNAPEVocabulary.name(of: op) }
  private var ownLabel: String?
  /// Height in and out, width in and out, channels in and out.
  package var resolution = Array(repeating: 0.0, count: 6)
  /// The sides of the kernel, of operators with weights alone; 0 of dense layers.
  package var kernel: (rows: Int, columns: Int)?
  /// Whether a bias is added, of operators with weights alone.
  package var hasBias = false

  /// The row of nothing.
  package init() {}

  /// The row of a network's input.
  package init(input: ValueInfo, in graph: Graph) {
    op = GENNAPEVocabulary.input
    resolution = Self.resolution(input.shape, input.shape, graph.layout)
  }

  /// The row of a result that is handed out.
  package init(output: ValueInfo, in graph: Graph) {
    op = GENNAPEVocabulary.output
    resolution = Self.resolution(output.shape, output.shape, graph.layout)
  }

  /// The row of a node in GENNAPE's own words; `nil` if its record does not keep them.
  package init?(keptBy node: Node) {
    guard let seed = node.seed, let kept = try? Self(seed: seed) else { return nil }
    self = kept
  }

  /// The row of a node: in GENNAPE's own words, or as it follows from the record.
  package init(of node: Node, in graph: Graph) {
    self =
      Self(keptBy: node) ?? Self(of: node, labelled: node.tensorFlowLabel, in: graph)
  }

  /// The row of a node, as it follows from the record. Of a node of TensorFlow's the label goes
  /// before the operator.
  package init(of node: Node, labelled label: String?, in graph: Graph) {
    op = label.map { GENNAPEVocabulary.slot(ofLabel: $0) } ?? GENNAPEVocabulary.unknown
    if op == GENNAPEVocabulary.unknown { op = GENNAPEVocabulary.slot(of: node) }
    let first = node.inputs.first { $0 != .absent }
    let input = first.flatMap { graph.value(.data($0)) }?.shape
    resolution = Self.resolution(input, node.outputs.first?.shape, graph.layout)
    guard isWeighted else { return }
    let sides = node.integers("kernel_shape") ?? []
    kernel = sides.count == 2 ? (Int(clamping: sides[0]), Int(clamping: sides[1])) : (0, 0)
    hasBias = node.operands.count > 2
  }

  /// Whether the operator is one of those with weights.
  package var isWeighted: Bool {
    op == GENNAPEVocabulary.conv || op == GENNAPEVocabulary.depthwise
      || op == GENNAPEVocabulary.matmul
  }

  /// Reads GENNAPE's own words; throws if they are another source's.
  private init(seed: [UInt8]) throws(JSONError) {
    var scanner = JSONScanner(seed.bytes)
    var parts = 0
    try scanner.readObject { (key, scanner) throws(JSONError) in
      switch key {
      case "op_type_idx":
        op = try scanner.readCount()
        parts += 1
      case "label": ownLabel = try scanner.readString().string
      case "resolution":
        resolution = try Self.numbers(from: &scanner)
        parts += resolution.count == 6 ? 1 : 0
      case "shape":
        let shape = try Self.numbers(from: &scanner)
        if shape.count == 4 {
          kernel = (Int(exactly: shape[2]) ?? 0, Int(exactly: shape[3]) ?? 0)
        }
      case "metadata":
        try scanner.readObject { (key, scanner) throws(JSONError) in
          if key == "use_bias" {
            hasBias = try scanner.readBool()
          } else {
            _ = try scanner.readRaw()
          }
        }
      default: _ = try scanner.readRaw()
      }
    }
    guard parts == 2 else { throw .missing("resolution", at: 0) }
  }

  private static func numbers(from scanner: inout JSONScanner) throws(JSONError) -> [Double] {
    try scanner.readArray { (scanner) throws(JSONError) in try scanner.readDouble() }
  }

  /// Of [N, C, H, W], or [N, H, W, C], or of [N, C] with a height and width of 1.
  private static func resolution(
    _ input: Shape?, _ output: Shape?, _ layout: String?
  ) -> [Double] {
    let isChannelsLast = layout == "NHWC"
    let (input, output) = (
      sizes(input ?? output, isChannelsLast), sizes(output, isChannelsLast)
    )
    return [
      input.height, output.height, input.width, output.width, input.channels, output.channels,
    ]
  }

  private static func sizes(
    _ shape: Shape?, _ isChannelsLast: Bool
  ) -> (channels: Double, height: Double, width: Double) {
    func size(_ axis: Int) -> Double {
      guard let shape, axis < shape.count else { return 1 }
      return Double(shape[axis] ?? 0)
    }
    guard isChannelsLast, let rank = shape?.count, rank > 2 else {
      return (size(1), size(2), size(3))
    }
    return (size(rank - 1), size(1), rank > 3 ? size(2) : 1)
  }

  /// Whether two rows say the same.
  package static func == (left: GENNAPERow, right: GENNAPERow) -> Bool {
    left.op == right.op && left.resolution == right.resolution && left.hasBias == right.hasBias
      && left.kernel?.rows == right.kernel?.rows && left.kernel?.columns == right.kernel?.columns
  }
}
