package import ArgumentParser
private import RecordStreams

/// Which catalog a tool works on.
package struct CatalogOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The catalog. (default: $PERFMILL_CATALOG, or catalog.db in this folder)", valueName: "file"),
    completion: .file(extensions: ["db"]))
  package var catalog: String?

  package init() {}

  /// The path of the catalog, whoever named it.
  package var path: String {
    catalog ?? Environment.value(of: "PERFMILL_CATALOG") ?? "catalog.db"
  }
}
