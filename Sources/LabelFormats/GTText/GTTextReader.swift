internal import ByteReading
package import RecordStreams

/// Turns lines of NNLQP's `gt.txt` into measurement records.
///
/// A latency in milliseconds becomes the value in seconds by moving the decimal point; its digits
/// are kept in `source.value`. Paths stay as they are in the file: relative to the dataset's folder.
package struct GTTextReader: Sendable {
  /// The most bytes of a line: far more than any label has, and little to hold in memory.
  package static let maximumLine = 1 << 20

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
  package func read(_ block: LineBlock) -> MappedBlock<GTRemarks> {
    var result = MappedBlock(remarks: GTRemarks())
    let bytes = block.bytes.span
    // A record is about four times as long as its line.
    result.bytes.reserveCapacity(bytes.count * 5)
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
        result.refuse(line: line, column: error.column, error)
      }
    }
    return result
  }
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

  /// The remarks in words, each for one line on standard error.
  package var messages: [String] {
    var messages = unknownPlatforms.sorted().map {
      "platform \($0) has no name and becomes nnlqp-platform-\($0); name it with --platforms"
    }
    if let firstOddStage {
      messages.append(
        "\(oddStages) line\(oddStages == 1 ? " has a stage" : "s have stages") other than train, "
          + "validation and test, and no split (first: line \(firstOddStage))")
    }
    return messages
  }
}
