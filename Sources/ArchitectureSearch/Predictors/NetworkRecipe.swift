package import GraphLearning

/// How a graph network guides a search.
package struct NetworkRecipe: Sendable {
  /// The network and how it learns when all architectures are trained.
  package var configuration: FitConfiguration
  /// A checkpoint whose parameters it begins with, but for the head's.
  package var transfer: Transfer?
  /// The epochs in which only the head learns, at first.
  package var headEpochs = 0

  /// A checkpoint's file.
  package struct Transfer: Sendable {
    /// Its name in messages.
    package let path: String
    /// Its bytes: safetensors.
    package let bytes: [UInt8]

    /// A checkpoint.
    package init(path: String, bytes: [UInt8]) {
      self.path = path
      self.bytes = bytes
    }
  }

  /// BRP-NAS's recipe for accuracies.
  ///
  /// Reference: arXiv 2007.08668, section 4; Eagle's acc_gcn_nasbench201 and …_bin.
  ///
  /// - Parameters:
  ///   - preset: `brp-nas` or `brp-nas-binary`.
  ///   - encoding: What it reads of a cell.
  ///   - augments: How many further figures it reads.
  ///   - seed: What chance begins with.
  package init?(_ preset: String, encoding: GraphEncoding, augments: Int, seed: UInt64) {
    guard var configuration = FitConfiguration(preset: preset) else { return nil }
    configuration.encoding = encoding
    configuration.augments = augments
    configuration.seed = seed
    configuration.dropout = 0.2
    configuration.learningRate = 3.5e-4
    configuration.schedule = .cosine
    configuration.batchSize = configuration.comparison == .none ? 50 : 64
    configuration.validation = 0
    configuration.selection = .last
    self.configuration = configuration
  }
}
