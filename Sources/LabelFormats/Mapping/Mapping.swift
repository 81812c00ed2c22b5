/// What the columns of a table, or the members of JSON rows, mean: a declared mapping to records.
package struct Mapping: Sendable, Equatable {
  /// How rows are written in a file.
  package enum Form: String, Sendable, CaseIterable {
    case csv, tsv, jsonl, json
  }

  /// What a JSON document is made of.
  enum Rows: String, Sendable, CaseIterable {
    /// One row.
    case document
    /// An array of rows.
    case array
    /// An object whose members are rows; `{key}` is a member's key.
    case members
  }

  /// A figure of a row.
  struct Figure: Sendable, Equatable {
    var metric = ""
    /// The column, or several whose figures are added.
    var columns: [String] = []
    var unit = FigureUnit.ratio
    /// Whether it is a figure per sample, to be multiplied by the batch size.
    var isPerSample = false
    var dispersion: String?
    var count: FieldTemplate?
    var samples: [String] = []
    var platform: FieldTemplate?
    var phase: FieldTemplate?
    var state: String?
  }

  /// When a row tells of a failure.
  struct Failure: Sendable, Equatable {
    var column: String
    /// The texts that say so.
    var texts: [String] = []
    /// Numbers above this say so.
    var above: Double?
    var reason = ""
  }

  /// The mapping's name, for `--as` and in `source.format`.
  package internal(set) var name = ""
  /// How rows are written; found out from the file if it is not said.
  package internal(set) var form: Form?
  var separator: UInt8?
  /// The names of the columns, if the file has no heading.
  var columns: [String]?
  var rows = Rows.document
  /// The columns by which a file of this kind is known.
  var requires: [String] = []
  /// The end of the path by which a file of this kind is known, where it has no heading.
  var path: String?
  var dataset: FieldTemplate?
  var platform: FieldTemplate?
  var model: FieldTemplate?
  var architecture: (space: FieldTemplate, encoding: FieldTemplate)?
  var family: FieldTemplate?
  var split: FieldTemplate?
  var phase: FieldTemplate?
  var batch: FieldTemplate?
  var id: FieldTemplate?
  var state: String?
  var conditions: [(name: String, value: FieldTemplate)] = []
  /// The texts that stand for a figure that is not there.
  var missing: Set<String> = ["", "NA", "N/A", "NaN", "nan", "None", "null"]
  /// The texts that stand for a figure that is withheld.
  var withheld: Set<String> = []
  var failures: [Failure] = []
  var figures: [Figure] = []

  /// Whether two mappings say the same.
  package static func == (left: Mapping, right: Mapping) -> Bool {
    left.name == right.name && left.form == right.form && left.figures == right.figures
      && left.requires == right.requires && left.path == right.path
  }

  /// The columns that it names, those that a file may lack marked.
  var namedColumns: [(name: String, isOptional: Bool)] {
    var names: [(name: String, isOptional: Bool)] = []
    let templates =
      [
        dataset, platform, model, architecture?.space, architecture?.encoding, family, split, phase,
        batch, id,
      ] + conditions.map(\.value) + figures.flatMap { [$0.count, $0.platform, $0.phase] }
    for template in templates { names += template?.columns ?? [] }
    for figure in figures {
      names += (figure.columns + figure.samples).map { ($0, false) }
      if let dispersion = figure.dispersion { names.append((dispersion, false)) }
    }
    names += failures.map { failure in
      let isOptional = failure.column.hasSuffix("?")
      return (isOptional ? String(failure.column.dropLast()) : failure.column, isOptional)
    }
    return names
  }
}

extension FigureUnit {
  /// A ratio.
  static let ratio = FigureUnit(name: "1", unit: "1", factor: 1, power: 0)
}
