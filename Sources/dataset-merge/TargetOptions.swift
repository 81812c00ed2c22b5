import ArgumentParser
import DatasetCatalog
import RecordStreams

/// What is merged into, and how.
struct TargetOptions: ParsableArguments {
  @Option(
    name: [.customLong("into"), .customLong("catalog")],
    help: ArgumentHelp(
      "The catalog, made if need be. (default: $PERFMILL_CATALOG, or catalog.db in this folder)",
      valueName: "file"),
    completion: .file(extensions: ["db"]))
  var into: String?

  @Option(help: ArgumentHelp("What becomes of figures that disagree.", valueName: "policy"))
  var onConflict = ConflictPolicy.keep

  @Option(
    help: ArgumentHelp("Records of a transaction: what a kill loses at most.", valueName: "n"))
  var batch = CatalogWriter.defaultBatchSize

  func validate() throws {
    guard batch > 0 else { throw ValidationError("--batch must be at least 1") }
  }

  /// Opens the catalog, or makes it.
  ///
  /// - Throws: `CatalogError`.
  func writer(of run: CatalogRun) throws -> CatalogWriter {
    let path = into ?? Environment.value(of: "PERFMILL_CATALOG") ?? "catalog.db"
    return try CatalogWriter(path, run: run, policy: onConflict, batchSize: batch)
  }

  /// What to say where figures were left out because others were there.
  func advice(on report: MergeReport) -> String? {
    guard onConflict == .keep, report.measurements.conflicting > 0 else { return nil }
    return "figures in conflict were left out; --on-conflict both takes them too"
  }
}
