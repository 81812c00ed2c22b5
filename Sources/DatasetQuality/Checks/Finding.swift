/// How bad a finding is.
package enum Severity: String, Sendable, CaseIterable, Comparable {
  /// Worth knowing.
  case note
  /// Doubtful: look at it.
  case warning
  /// Wrong.
  case error

  /// From note to error.
  package static func < (left: Severity, right: Severity) -> Bool {
    (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
  }
}

/// What a finding is about.
package enum FindingCode: String, Sendable, CaseIterable {
  case duplicateDevice = "duplicate-device"
  case unitSlip = "unit-slip"
  case perSample = "per-sample"
  case roundedFigures = "rounded-figures"
  case constantFigures = "constant-figures"
  case coverageGap = "coverage-gap"
  case outlier = "outlier"
  case zeroFigure = "zero-figure"
  case negativeFigure = "negative-figure"
  case conflictingRows = "conflicting-rows"
  case repeatedRows = "repeated-rows"
  case leakage = "leakage"

  /// What it means, in a line.
  package var explanation: String {
    switch self {
    case .duplicateDevice: "Two platforms have the same figures: one device under two names."
    case .unitSlip: "Figures are a thousand times too large or too small: another unit."
    case .perSample: "Figures fall as the batch grows: some are per sample and not per iteration."
    case .roundedFigures: "Figures are so coarse that many are equal."
    case .constantFigures: "All figures of a platform and metric are equal."
    case .coverageGap: "A platform lacks networks that others of its dataset have."
    case .outlier: "A figure lies far from what its platform's other figures let expect."
    case .zeroFigure: "A figure is 0 that cannot be: most often one that is withheld or has failed."
    case .negativeFigure: "A figure is negative that cannot be."
    case .conflictingRows: "Rows about the same thing say different things."
    case .repeatedRows: "Rows about the same thing say the same."
    case .leakage: "One network is in several splits of a dataset."
    }
  }
}

/// Something that is wrong or doubtful in a dataset.
package struct Finding: Sendable, Equatable {
  /// A row that a finding is about.
  package struct Row: Sendable, Equatable {
    /// The file, or the catalog.
    package let file: String
    /// The line in it; `nil` for a row of a catalog without one.
    package let line: Int?
    /// The network: a graph's id, a model's path or a code.
    package let network: String
  }

  /// What it is about.
  package let code: FindingCode
  /// How bad it is.
  package let severity: Severity
  /// What was found, in a sentence.
  package let reason: String
  /// The rows, or the first of them.
  package let rows: [Row]
  /// How many rows there are.
  package let rowCount: Int

  /// The most rows that a finding names.
  package static let rowLimit = 1000
}
