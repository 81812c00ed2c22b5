package import Datasets
internal import RecordStreams

/// Holds files against what a dataset's card says of the published ones.
package enum PublishedFiles {
  /// What is wrong with a file, or with those in a folder, that a card knows.
  ///
  /// - Parameters:
  ///   - path: The file or folder.
  ///   - card: The card.
  /// - Returns: A sentence for each file that is not as published.
  /// - Throws: Why a file cannot be read.
  package static func faults(in path: String, of card: DatasetCard) throws -> [String] {
    guard !card.files.isEmpty else { return [] }
    let files = PathKind(of: path) == .folder ? try Folder.files(below: path) : [path]
    var faults: [String] = []
    for published in card.files {
      for file in files where file == published.path || file.hasSuffix("/" + published.path) {
        let found = try DigestingSource(DescriptorSource(path: file)).readThrough()
        if found.bytes != published.bytes {
          faults.append(
            "\(file): \(found.bytes) bytes, but the published file has \(published.bytes)")
        } else if found.sha256 != published.sha256 {
          faults.append("\(file): not the published file: its SHA-256 is \(found.sha256)")
        }
      }
    }
    return faults
  }
}
