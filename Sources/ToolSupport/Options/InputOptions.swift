package import ArgumentParser

/// What a tool reads.
package struct InputOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Files, folders, archives, or members of archives (data.tar.gz/labels/gt.txt); standard input if none or -.",
      valueName: "file"),
    completion: .file())
  package var files: [String] = []

  @Option(
    help: ArgumentHelp(
      "Read more names from this file, one a line; - is standard input.", valueName: "list"),
    completion: .file())
  package var filesFrom: String?

  package init() {}
}
