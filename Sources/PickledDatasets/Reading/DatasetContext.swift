internal import ByteReading
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

  /// The file's name without folders.
  package var fileName: String {
    let bytes = path.utf8Bytes
    return bytes.extracting(Self.names(of: bytes).file).text
  }

  /// Where the name of a file lies in its path, and that of the folder that it is in, which is empty
  /// if the path does not say it.
  static func names(of path: RawSpan) -> (file: Range<Int>, folder: Range<Int>) {
    let slash = UInt8(ascii: "/")
    guard let end = path.lastIndex(of: slash) else { return (0..<path.byteCount, 0..<0) }
    let start = path.extracting(0..<end).lastIndex(of: slash).map { $0 + 1 } ?? 0
    return (end + 1..<path.byteCount, start..<end)
  }
}
