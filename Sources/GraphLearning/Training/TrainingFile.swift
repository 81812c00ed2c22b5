internal import RecordStreams
internal import SafetensorsFormat

/// What a run learns from, as a safetensors file for other programs: the encoded networks one below
/// the other, the training rows, and their order in every epoch.
///
/// `features` [nodes, width] · `categories` [nodes, count] · `node_offsets` [networks + 1] ·
/// `neighbour_offsets` [nodes + 1] and `neighbours` (within the network) · `links` [neighbours, width] ·
/// `statics` [networks, width] · `row_network`, `row_head` and `row_target` (what the loss compares
/// outputs with) of each training row · `order` [epochs, rows].
package struct TrainingFile {
  /// The file.
  package let bytes: [UInt8]

  /// Lays out what a run learns from.
  package init(_ trainer: Trainer, _ data: TrainingData) {
    var writer = SafetensorsWriter()
    let inputs = data.networks.map { trainer.predictor.input($0.encoded) }
    let nodes = inputs.reduce(0) { $0 + $1.nodeCount }
    var (nodeOffsets, neighbourOffsets) = ([0], [0])
    for input in inputs {
      nodeOffsets.append(nodeOffsets[nodeOffsets.count - 1] + input.nodeCount)
      let first = neighbourOffsets[neighbourOffsets.count - 1]
      neighbourOffsets += input.neighbourOffsets.dropFirst().map { first + Int($0) }
    }
    let neighbours = inputs.flatMap { $0.neighbours.map { Int($0) } }
    let widths = trainer.predictor.configuration.encoding.widths
    let width = trainer.predictor.configuration.nodeFeatures
    writer.add("features", shape: [nodes, width], floats: inputs.flatMap(\.features))
    writer.add(
      "categories", shape: [nodes, widths.categories.count],
      integers: inputs.flatMap { $0.categories.map { Int($0) } })
    writer.add("node_offsets", shape: [inputs.count + 1], integers: nodeOffsets)
    writer.add("neighbour_offsets", shape: [nodes + 1], integers: neighbourOffsets)
    writer.add("neighbours", shape: [neighbours.count], integers: neighbours)
    writer.add(
      "links", shape: [neighbours.count, widths.links], floats: inputs.flatMap(\.links))
    writer.add(
      "statics", shape: [inputs.count, widths.statics], floats: inputs.flatMap(\.statics))
    let entries = trainer.samples.flatMap { sample in
      sample.entries.map { (network: sample.network, entry: $0) }
    }
    var positions: [Int: Int] = [:]
    for (position, entry) in entries.enumerated() { positions[entry.entry.row] = position }
    writer.add("row_network", shape: [entries.count], integers: entries.map(\.network))
    writer.add("row_head", shape: [entries.count], integers: entries.map(\.entry.head))
    writer.add("row_target", shape: [entries.count], floats: entries.map(\.entry.output))
    let configuration = trainer.predictor.configuration
    let epochs = configuration.epochs
    let order = (configuration.contrast.pretraining..<configuration.allEpochs)
      .flatMap { trainer.order(ofEpoch: $0 + 1) }
    writer.add(
      "order", shape: [epochs, entries.count], integers: order.compactMap { positions[$0] })
    writer.metadata["configuration"] = trainer.predictor.configuration.json
    bytes = writer.file()
  }
}
