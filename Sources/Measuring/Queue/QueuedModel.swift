package import ByteReading
package import Datasets

/// A model that is to be measured.
package struct QueuedModel: Sendable {
  /// Where a model's bytes are.
  package enum Place: Sendable {
    /// A plain file, or a member of an archive: `archive.tar.gz/member`.
    case path(String)
    /// The path of a model as the record in a file names it.
    case named(String, by: String?)
    /// Bytes that can be read once only, and have been.
    case contents(FileContents)
  }

  /// How the measurement names the network.
  package let network: NetworkReference
  /// How messages name it.
  package let name: String
  /// Where its bytes are.
  package let place: Place
  /// The batch size that is asked for; `nil` leaves it to the model.
  package let batch: Int?
  /// The family of the network.
  package internal(set) var family: String?
  /// The part of the dataset that it belongs to.
  package internal(set) var split: String?

  /// What tells it from the others in a journal.
  var key: String {
    let network =
      switch network {
      case .graph(let id): id
      case .model(let path): path
      case .architecture(let space, let encoding): "\(space) \(encoding)"
      }
    return batch.map { "\(network) batch \($0)" } ?? network
  }

  /// The file that the measurement names as its source.
  var sourcePath: String? {
    switch place {
    case .path(let path): path
    case .named(_, let source): source
    case .contents: nil
    }
  }
}
