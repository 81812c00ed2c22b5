import ComputationGraph

/// Operators of TensorFlow that move blocks of a picture into the batch and back; the batch comes
/// first, then as many dimensions as a block has.
let batchMovingRules: [String: ShapeRule] = [
  "tensorflow.SpaceToBatchND": { node in
    move(&node, around: "paddings") { size, block, before, after in
      (size + before + after).dividedExactly(by: block)
    } batch: { batch, blocks in
      batch * blocks
    }
  },
  "tensorflow.BatchToSpaceND": { node in
    move(&node, around: "crops") { size, block, before, after in
      size * block - before - after
    } batch: { batch, blocks in
      batch.dividedExactly(by: blocks)
    }
  },
]

private func move(
  _ node: inout NodeInference, around name: String,
  size: (Extent, Extent, Extent, Extent) -> Extent, batch: (Extent, Extent) -> Extent
) {
  guard var shape = node.shape(0) else { return node.set(shape: nil) }
  guard let block = node.ints("block_shape"), let around = node.ints(name),
    around.count == 2 * block.count, block.count < shape.count
  else {
    // A file that gives the sizes themselves, as GENNAPE's do, leaves these out.
    return node.set(shape: nil)
  }
  for (index, side) in block.enumerated() {
    shape[index + 1] =
      size(
        Extent(shape[index + 1]), Extent(side), Extent(around[2 * index]),
        Extent(around[2 * index + 1])
      ).value
  }
  shape[0] = batch(Extent(shape[0]), block.reduce(1) { $0 * Extent($1) }).value
  node.set(shape: shape)
}

extension Extent {
  /// The quotient; unknown if there is a rest.
  fileprivate func dividedExactly(by divisor: Extent) -> Extent {
    let quotient = self / divisor
    return quotient * divisor == self ? quotient : Extent(nil as Int?)
  }
}
