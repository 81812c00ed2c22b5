package import ComputationGraph
package import RecordStreams
package import Synchronization

/// Text that several threads fill and send by turns: fresh memory costs more than what is written to
/// it.
package final class TextBuffer: Sendable {
  /// The text.
  package let writer = Mutex(JSONWriter())
}

/// Buffers that wait to be filled again.
package final class TextBuffers: Sendable {
  private let waiting = Mutex<[TextBuffer]>([])

  /// No buffers; they are made as they are needed.
  package init() {}

  /// A buffer that nobody else has.
  package func take() -> TextBuffer { waiting.withLock { $0.popLast() } ?? TextBuffer() }

  /// Takes a buffer back.
  package func put(_ buffer: TextBuffer) { waiting.withLock { $0.append(buffer) } }
}

/// Codes that one thread works on in a row.
package struct CodeChunk: Sendable {
  private let codes: CodeStream
  private let positions: Range<Int>

  /// What became of a code.
  package struct Item: Sendable {
    /// The code.
    package let genes: Genes
    /// Where its text lies; `nil` for a code that is left out.
    package let text: Range<Int>?
    /// The place of its graph among those of the chunk; `nil` where nobody wants it.
    package let graph: Int?
  }

  /// What became of all of a chunk's codes.
  package struct Result: Sendable {
    /// The text of all codes that are not left out.
    package let buffer: TextBuffer
    /// The codes in their order.
    package let items: [Item]
    /// The graphs that somebody wants.
    package let graphs: [Graph]
  }

  /// The codes at these positions.
  package init(_ codes: CodeStream, _ positions: Range<Int>) {
    self.codes = codes
    self.positions = positions
  }

  /// Makes something of every code.
  ///
  /// - Parameters:
  ///   - buffer: Where the text goes.
  ///   - make: Appends a code's text, and its graph if it is wanted. It returns whether the code is
  ///     taken.
  /// - Returns: What became of all of them.
  package func result(
    in buffer: TextBuffer, _ make: (Genes, inout JSONWriter, inout [Graph]) -> Bool
  ) -> Result {
    var graphs: [Graph] = []
    var items: [Item] = []
    items.reserveCapacity(positions.count)
    buffer.writer.withLock { writer in
      writer.removeAll()
      for position in positions {
        let genes = codes.genes(at: position)
        let (start, known) = (writer.bytes.count, graphs.count)
        let isTaken = make(genes, &writer, &graphs)
        items.append(
          Item(
            genes: genes, text: isTaken ? start..<writer.bytes.count : nil,
            graph: graphs.count > known ? known : nil))
      }
    }
    return Result(buffer: buffer, items: items, graphs: graphs)
  }
}
