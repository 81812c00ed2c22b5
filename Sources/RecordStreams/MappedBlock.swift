/// What a block of lines has become.
package struct MappedBlock<Remarks: Sendable>: Sendable {
  /// A line that is left out.
  package struct Refusal: Sendable {
    /// The line in its stream, from 1.
    package let line: Int
    /// The column in bytes, from 1, where it is known.
    package let column: Int?
    /// What is wrong with it.
    package let error: any Error
    /// How many of the block's bytes come from lines before it.
    package let position: Int
  }

  /// What the lines have become, in their order.
  package var bytes: [UInt8] = []
  /// How many lines the block has.
  package var lines = 0
  /// The lines that are left out, in their order.
  package private(set) var refusals: [Refusal] = []
  /// What else is to be told of the block.
  package var remarks: Remarks

  /// Nothing so far.
  package init(remarks: Remarks) {
    self.remarks = remarks
  }

  /// Leaves out a line, of which nothing has been appended.
  package mutating func refuse(line: Int, column: Int? = nil, _ error: any Error) {
    refusals.append(Refusal(line: line, column: column, error: error, position: bytes.count))
  }
}
