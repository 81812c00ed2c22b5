import ComputationGraph

/// Operators of transformers, and of networks that sample pictures.
let attentionRules: [String: ShapeRule] = [
  "Attention": attend,
  "RotaryEmbedding": { node in node.set(shape: node.shape(0)) },
  "AffineGrid": affineGrid,
]

/// Q, K, V, mask, past keys, past values → Y, keys, values, scores. Heads are either dimension 1 of
/// four, or the last of three dimensions together.
private func attend(_ node: inout NodeInference) {
  guard let query = node.shape(0), let key = node.shape(1), let value = node.shape(2),
    query.count == key.count, key.count == value.count, query.count == 3 || query.count == 4
  else { return node.set(shape: nil) }
  let isSplit = query.count == 4
  if isSplit {
    if let heads = query[1] { node.set("q_num_heads", .int(Int64(heads))) }
    if let heads = key[1] { node.set("kv_num_heads", .int(Int64(heads))) }
  }
  let heads = Extent(node.int("q_num_heads").flatMap { Int(exactly: $0) })
  let keyHeads = Extent(node.int("kv_num_heads").flatMap { Int(exactly: $0) })
  let keySize = isSplit ? key[3] : (Extent(key[2]) / keyHeads).value
  let valueSize = isSplit ? value[3] : (Extent(value[2]) / keyHeads).value
  let steps = query[query.count - 2]
  let past = node.isThere(4) ? node.shape(4).flatMap { $0.count == 4 ? $0[2] : nil } : 0
  let total = (Extent(key[key.count - 2]) + Extent(past)).value
  node.set(
    shape: isSplit
      ? [query[0], query[1], steps, valueSize]
      : [query[0], steps, (heads * Extent(valueSize)).value])
  node.set(1, shape: [query[0], keyHeads.value, total, keySize], type: node.type(1))
  node.set(2, shape: [query[0], keyHeads.value, total, valueSize], type: node.type(2))
  node.set(3, shape: [query[0], heads.value, steps, total])
}

/// theta [N, d, d + 1], size [N, C, D…] → [N, D…, d]
private func affineGrid(_ node: inout NodeInference) {
  let size = node.operand(1)?.constant?.ints
  let rank = node.shape(0).flatMap { $0.count == 3 ? $0[1] : nil } ?? size.map { $0.count - 2 }
  guard let rank, rank == 2 || rank == 3 else { return node.set(shape: nil) }
  let batch = node.shape(0)?.first ?? nil
  guard let size, size.count == rank + 2 else {
    return node.set(shape: [batch] + Array(repeating: nil, count: rank) + [rank])
  }
  node.set("size", .ints(size))
  node.set(shape: [Int(exactly: size[0])] + size[2...].map { Int(exactly: $0) } + [rank])
}
