package import Datasets

/// What is known of a file besides its contents, and goes into every record that is read from it.
package struct DatasetContext: Sendable {
  /// The file as records name it.
  package var path: String
  /// The dataset.
  package var dataset: String?
  /// The platform, where the user or the file's name says it.
  package var platform: String?
  /// The batch size, where the user or the file's name says it.
  package var batch: Int?
  /// What the figures are, where the user says it.
  package var metric: String?
  /// The search space of codes that do not say it themselves.
  package var space: String?
  /// Whether the figures were observed.
  package var state: MeasurementState

  /// Describes a file.
  package init(
    path: String, dataset: String? = nil, platform: String? = nil, batch: Int? = nil,
    metric: String? = nil, space: String? = nil, state: MeasurementState = .measured
  ) {
    self.path = path
    self.dataset = dataset
    self.platform = platform
    self.batch = batch
    self.metric = metric
    self.space = space
    self.state = state
  }

  /// The name of the folder that the file is in, where the path says it.
  package var folderName: Substring? {
    guard let end = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return nil }
    let folder = path[..<end]
    return folder.utf8.lastIndex(of: UInt8(ascii: "/"))
      .map { folder[folder.utf8.index(after: $0)...] } ?? folder
  }

  /// The file's name without folders.
  package var fileName: Substring {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[path.utf8.index(after: $0)...] }
      ?? path[...]
  }
}
