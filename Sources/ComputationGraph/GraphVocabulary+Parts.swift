extension GraphVocabulary {
  /// Where the parts of an operation's text and its canonical bytes lie.
  struct OperationParts {
    /// `{"op":"Conv"` from here to `head`, and `,"attributes":{…},"inputs":[` to `end`.
    var start = 0
    var head = 0
    var end = 0
    var canonical: Range<Int> = 0..<0
    /// Where the batch stands in the canonical bytes, counted from their start.
    var cut: Range<Int>?
  }

  /// What a form adds to its operation: little, since every node of a network looks at its own.
  struct FormParts {
    let operation: Int32
    /// How many types its results have, and where they begin among `resultTypes`.
    let resultCount: Int32
    let firstResult: Int
    /// The operand positions, as bits, that the attributes spell out if a weight stands there.
    let folded: UInt64
    private let flops: Count
    private let macs: Count
    private let bytes: Count
    /// `],"flops":1,"macs":1` from here to `costs`, and `,"bytes":1` to `end`.
    var middle = 0
    var costs = 0
    var end = 0

    init(_ form: NodeForm, firstResult: Int) {
      operation = form.operation
      resultCount = Int32(form.results.count)
      self.firstResult = firstResult
      folded = form.folded
      (flops, macs, bytes) = (Count(form.flops), Count(form.macs), Count(form.bytes))
    }

    var results: Range<Int> { firstResult..<firstResult + Int(resultCount) }
    var cost: Cost { Cost(flops: flops.value, macs: macs.value, bytes: bytes.value) }
  }

  /// A number that may be unknown, in no more room than the number takes.
  private struct Count {
    private let bits: Int

    init(_ value: Int?) {
      bits = value ?? .min
    }

    var value: Int? { bits == .min ? nil : bits }
  }

  /// Where the parts of a type lie.
  struct TypeParts {
    /// `"shape":[1,3],"type":"float32"}`
    var text: Range<Int> = 0..<0
    var canonical: Range<Int> = 0..<0
    /// Where dimension 0 stands in the canonical bytes, counted from their start.
    var leading: Range<Int>?
    var dimension: Int?
  }
}
