/// What the user says about labels, which goes before what the files and mappings say.
package struct LabelOptions: Sendable {
  /// The dataset's name.
  package var dataset: String?
  /// The platform's name.
  package var platform: String?
  /// The batch size, where the file does not say.
  package var batch: Int?
  /// What is added to the conditions, such as a compiler's version.
  package var conditions: [(name: String, value: String)] = []
  /// The graphs that labels are paired with by their stems.
  package var graphs = GraphStems()

  /// Nothing is said.
  package init() {}
}
