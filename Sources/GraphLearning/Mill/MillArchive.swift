internal import RecordStreams

/// A model as a list of numbers and a list of texts, as checkpoints keep it (`mill.numbers`,
/// `mill_texts`): what is written in one order is read in the same.
struct MillArchive: Sendable {
  /// The numbers.
  private(set) var numbers: [Double] = []
  /// The texts.
  private(set) var texts: [String] = []

  mutating func add(_ number: Double) { numbers.append(number) }
  mutating func add(_ count: Int) { numbers.append(Double(count)) }
  mutating func add(_ text: String) { texts.append(text) }

  mutating func add(_ list: [Double]) {
    add(list.count)
    numbers += list
  }

  mutating func add(_ list: [String]) {
    add(list.count)
    texts += list
  }

  /// Reads an archive from its beginning; every count is held against what is left.
  struct Reader {
    private let archive: MillArchive
    private var (number, text) = (0, 0)

    init(numbers: [Double], texts: [String]) {
      archive = MillArchive(numbers: numbers, texts: texts)
    }

    /// Whether everything has been read.
    var isAtEnd: Bool { number == archive.numbers.count && text == archive.texts.count }

    mutating func double() throws(TrainingError) -> Double {
      guard number < archive.numbers.count else { throw tooShort("number") }
      number += 1
      let value = archive.numbers[number - 1]
      guard value.isFinite else {
        throw TrainingError("\"mill.numbers\" holds \(value) at \(number - 1); expected a number")
      }
      return value
    }

    /// A count that is not above `most`.
    mutating func count(_ most: Int = 1 << 24) throws(TrainingError) -> Int {
      let value = try double()
      guard let count = Int(exactly: value), (0...most).contains(count) else {
        throw TrainingError(
          "\"mill.numbers\" holds \(value) at \(number - 1); expected a count of up to \(most)")
      }
      return count
    }

    mutating func string() throws(TrainingError) -> String {
      guard text < archive.texts.count else { throw tooShort("text") }
      text += 1
      return archive.texts[text - 1]
    }

    mutating func doubles() throws(TrainingError) -> [Double] {
      let count = try count()
      guard count <= archive.numbers.count - number else { throw tooShort("number") }
      number += count
      let list = Array(archive.numbers[number - count..<number])
      guard list.allSatisfy(\.isFinite) else {
        throw TrainingError("\"mill.numbers\" holds what is no number before \(number)")
      }
      return list
    }

    mutating func strings() throws(TrainingError) -> [String] {
      let count = try count()
      guard count <= archive.texts.count - text else { throw tooShort("text") }
      text += count
      return Array(archive.texts[text - count..<text])
    }

    private func tooShort(_ what: String) -> TrainingError {
      TrainingError("the model of mill ends where a \(what) is due")
    }
  }
}
