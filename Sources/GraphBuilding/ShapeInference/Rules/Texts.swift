import ComputationGraph

/// Operators on texts, and on files inside of tensors.
let textRules: [String: ShapeRule] = [
  "StringConcat": { node in
    guard let left = node.shape(0), let right = node.shape(1) else {
      return node.set(shape: nil, type: .string)
    }
    node.set(shape: broadcast([left, right], &node), type: .string)
  },
  "StringSplit": { node in
    node.note("into how many parts texts fall is only known while running")
    node.set(shape: node.shape(0).map { $0 + [nil] }, type: .string)
    node.set(1, shape: node.shape(0), type: .int64)
  },
  "StringNormalizer": { node in
    node.note("how many texts are kept is only known while running")
    node.set(shape: node.shape(0).map { $0.dropLast() + [nil] }, type: .string)
  },
  "RegexFullMatch": { node in node.set(shape: node.shape(0), type: .bool) },
  "TfIdfVectorizer": { node in
    let largest = node.ints("ngram_indexes")?.max()
    let count = largest.flatMap { Int(exactly: $0) }.flatMap { (Extent($0) + 1).value }
    node.set(shape: node.shape(0).map { $0.dropLast() + [count] }, type: .float32)
  },
  "ImageDecoder": { node in
    node.note("how large the picture is is only known while running")
    node.set(shape: [nil, nil, node.text("pixel_format") == "Grayscale" ? 1 : 3], type: .uint8)
  },
]
