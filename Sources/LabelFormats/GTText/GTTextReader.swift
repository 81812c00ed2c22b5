internal import ByteReading
package import RecordStreams

/// Turns lines of NNLQP's `gt.txt` into measurement records.
///
/// A latency in milliseconds becomes the value in seconds by moving the decimal point; its digits
/// are kept in `source.value`. Paths stay as they are in the file: relative to the dataset's folder.
package struct GTTextReader: Sendable {
  private let template: GTTemplate
  private let platforms: PlatformNames

  /// Prepares to read one file.
  ///
  /// - Parameters:
  ///   - source: The file as records name it.
  ///   - dataset: The dataset's name, where it is known.
  ///   - platforms: The names of the platform numbers.
  package init(source: String, dataset: String?, platforms: PlatformNames) {
    template = GTTemplate(source: source, dataset: dataset, platforms: platforms)
    self.platforms = platforms
  }

  /// Reads a block of lines.
  package func read(_ block: LineBlock) -> GTBlock {
    var result = GTBlock()
    let bytes = block.bytes.span
    // A record is about four times as long as its line.
    result.records.reserveCapacity(bytes.count * 5)
    var position = 0
    while position < bytes.count {
      let line = block.firstLine + result.lines
      let start = position
      result.lines += 1
      do throws(GTLineError) {
        guard let label = try GTLine(in: bytes, from: &position) else { continue }
        if label.needsCare { try label.checkUTF8(of: bytes, from: start) }
        template.write(label, of: bytes, line: line, to: &result)
      } catch {
        let place = result.records.count
        result.refusals.append(GTBlock.Refusal(line: line, error: error, position: place))
      }
    }
    return result
  }
}

/// What a block of lines has become.
package struct GTBlock: Sendable {
  /// A line that is left out.
  package struct Refusal: Sendable {
    /// The line in the file, from 1.
    package let line: Int
    /// What is wrong with it.
    package let error: GTLineError
    /// How many bytes of `records` come from lines before it.
    package let position: Int
  }

  /// The records, one a line.
  package internal(set) var records: [UInt8] = []
  /// How many lines the block has.
  package internal(set) var lines = 0
  /// The lines that are left out, in order.
  package internal(set) var refusals: [Refusal] = []
  /// What is worth a warning.
  package internal(set) var remarks = GTRemarks()
}

/// What was odd in a `gt.txt`, though nothing had to be left out for it.
package struct GTRemarks: Sendable, Equatable {
  /// The platform numbers that have no name.
  package internal(set) var unknownPlatforms: Set<Int> = []
  /// How many lines have a stage that is no split.
  package internal(set) var oddStages = 0
  /// The number of the first such line.
  package internal(set) var firstOddStage: Int?

  /// Nothing odd so far.
  package init() {}

  /// Adds the remarks on the lines that follow.
  package mutating func add(_ other: GTRemarks) {
    unknownPlatforms.formUnion(other.unknownPlatforms)
    oddStages += other.oddStages
    firstOddStage = firstOddStage ?? other.firstOddStage
  }
}
