internal import ByteReading
internal import ContentHashing

/// What a graph computes, as bytes that are the same for every spelling of it.
///
/// Where the batch size stands, `cuts` remembers the range: with these left out the bytes describe
/// the network at any batch size.
struct CanonicalForm {
  let bytes: [UInt8]
  let cuts: [Range<Int>]

  /// The names of what the bytes describe: with the batch, and without it.
  var identity: (id: String, structure: String) {
    let digest = ContentHash(of: bytes.bytes)
    let structure = cuts.isEmpty ? digest : digestWithoutBatch
    return (digest.hexDigits(32, after: "g1-"), structure.hexDigits(32, after: "s1-"))
  }

  /// The hash of the bytes with one marker in place of each batch dimension.
  private var digestWithoutBatch: ContentHash {
    let marker = [UInt8(ascii: "B")]
    var hasher = ContentHasher()
    var start = 0
    for cut in cuts {
      hasher.update(bytes.bytes.extracting(start..<cut.lowerBound))
      hasher.update(marker.bytes)
      start = cut.upperBound
    }
    hasher.update(bytes.bytes.extracting(start...))
    return hasher.finalize()
  }

  /// Whether these bytes come before others: judged without the batch, and by it where that is all.
  func reads(before other: CanonicalForm) -> Bool {
    let own = withoutBatch
    let others = other.withoutBatch
    return own == others
      ? bytes.lexicographicallyPrecedes(other.bytes) : own.lexicographicallyPrecedes(others)
  }

  /// The bytes with one marker in place of each batch dimension.
  private var withoutBatch: [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var start = 0
    for cut in cuts {
      result += bytes[start..<cut.lowerBound]
      result.append(UInt8(ascii: "B"))
      start = cut.upperBound
    }
    result += bytes[start...]
    return result
  }
}
