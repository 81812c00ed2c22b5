internal import Datasets
internal import GraphBuilding
internal import PickleFormat

/// Reads HELP's latency files: a list of milliseconds by the number of the architecture.
///
/// Reference: <https://github.com/HayeonLee/HELP>
struct HELPReader {
  private let context: DatasetContext
  private let index: ArchitectureIndex?

  /// - Parameters:
  ///   - context: The file.
  ///   - index: What the numbers mean, if that was found.
  init(_ context: DatasetContext, index: ArchitectureIndex?) {
    self.context = context
    self.index = index
  }

  /// Reads one pickle.
  func read(
    _ arena: borrowing PickleArena, into block: inout RecordBlock
  ) throws(LayoutMismatch) {
    guard let values = NumberList(arena.root, in: arena) else {
      throw LayoutMismatch(
        found: arena.words(for: arena.root), expected: "a list of latencies in milliseconds")
    }
    guard let index else {
      throw LayoutMismatch(
        found: "no index of architectures beside it",
        expected: "\(ArchitectureIndex.fileNames[0]), given with --index")
    }
    guard values.count == index.encodings.count else {
      throw LayoutMismatch(
        found: "\(values.count) values",
        expected: "\(index.encodings.count), one for each architecture of the index")
    }
    let maker = try MeasurementMaker(context, format: "help", metric: "latency", unit: "ms")
    for number in 0..<values.count {
      guard let value = values.number(at: number, in: arena) else {
        block.refuse(
          LayoutMismatch(found: values.words(at: number, in: arena), expected: "a number").inside(
            "item \(number)"))
        continue
      }
      let network = NetworkReference.architecture(
        space: index.space, encoding: index.encodings[number])
      block.append(maker.measurement(of: network, id: String(number), value))
    }
  }
}
