internal import RecordStreams
internal import SafetensorsFormat

/// What a run learns from, as a safetensors file for other programs: the encoded networks one below
/// the other, the training rows, and their order in every epoch.
///
/// `features` [nodes, 44] · `node_offsets` [networks + 1] · `neighbour_offsets` [nodes + 1] and
/// `neighbours` (within the network) · `statics` [networks, 4] · `row_network`, `row_head` and
/// `row_target` (what the loss compares outputs with) of each training row · `order` [epochs, rows].
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
    writer.add(
      "features", shape: [nodes, NNLQPEncoding.nodeFeatureCount], floats: inputs.flatMap(\.features)
    )
    writer.add("node_offsets", shape: [inputs.count + 1], integers: nodeOffsets)
    writer.add("neighbour_offsets", shape: [nodes + 1], integers: neighbourOffsets)
    writer.add("neighbours", shape: [neighbours.count], integers: neighbours)
    writer.add(
      "statics", shape: [inputs.count, NNLQPEncoding.staticFeatureCount],
      floats: inputs.flatMap(\.statics))
    let train = trainer.rows.train
    let positions = Dictionary(uniqueKeysWithValues: zip(train, train.indices))
    writer.add(
      "row_network", shape: [train.count], integers: train.map { data.rows[$0].network })
    writer.add("row_head", shape: [train.count], integers: train.map { trainer.head(ofRow: $0) })
    writer.add("row_target", shape: [train.count], floats: train.map { trainer.target(ofRow: $0) })
    let epochs = trainer.predictor.configuration.epochs
    let order = (0..<epochs).flatMap { trainer.order(ofEpoch: $0 + 1) }
    writer.add(
      "order", shape: [epochs, train.count], integers: order.compactMap { positions[$0] })
    writer.metadata["configuration"] = trainer.predictor.configuration.json
    bytes = writer.file()
  }
}
