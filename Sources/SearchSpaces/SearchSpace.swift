/// A set of networks of which each has a code.
///
/// A space turns text into genes and back, knows which genes are a network, numbers them where they
/// can be counted, and says what the network is: the searched cell, the whole network, or both.
/// What follows from these, drawing and changing codes, has a standard implementation.
package protocol SearchSpace: Sendable {
  /// The name in records and on the command line: lower case, hyphens.
  var name: String { get }
  /// What it is, in a line.
  var summary: String { get }
  /// The ways to write a code; the first is the one that records use.
  var encodings: [CodeEncoding] { get }
  /// The encoding in which a dataset names model files; `nil` if none does.
  var fileEncoding: String? { get }
  /// How many values each gene has: it runs from 0 to one less. Empty if the number of genes varies.
  var radices: [Int] { get }
  /// How many codes there are, where they can be enumerated.
  var count: Int? { get }
  /// The ways to make the searched cell a graph; the first is the usual one. Empty if there is none.
  var cellForms: [GraphForm] { get }
  /// The ways to make the code a whole network; the first is the usual one. Empty if there is none.
  var networkForms: [GraphForm] { get }
  /// What the whole network may be for; the first is the usual one.
  var tasks: [NetworkTask] { get }

  /// Reads a code.
  ///
  /// - Parameters:
  ///   - text: The code.
  ///   - encoding: The name of its encoding; `nil` recognises it by its form.
  /// - Returns: Genes that are a network of the space.
  /// - Throws: What was found and what was expected, with the position.
  func genes(from text: String, as encoding: String?) throws(CodeError) -> Genes
  /// Writes a code in one of the encodings; the genes must be valid.
  func text(of genes: Genes, as encoding: String) -> String
  /// Appends what ``text(of:as:)`` writes.
  func append(_ genes: Genes, as encoding: String, to text: inout [UInt8])
  /// The genes with every choice that does not matter at its one value; see ``NestedSpace``.
  func normalised(_ genes: Genes) -> Genes
  /// Makes sure that genes are a network of the space.
  func check(_ genes: Genes) throws(CodeError)

  /// The code at a position of the enumeration, from 0 to one less than `count`.
  func genes(at position: Int) -> Genes
  /// Draws a code, each with the same chance unless the space says otherwise.
  func sample(using random: inout SeededRandom) -> Genes
  /// The codes that differ in one choice.
  func neighbours(of genes: Genes) -> [Genes]
  /// A code that differs in one choice, drawn at random.
  func mutated(_ genes: Genes, using random: inout SeededRandom) -> Genes
  /// A code that takes each choice from one of two, drawn at random.
  func crossed(_ first: Genes, _ second: Genes, using random: inout SeededRandom) -> Genes

  /// Writes the searched cell in one of `cellForms` to a cell without nodes.
  func buildCell(_ genes: Genes, as form: String, in cell: inout CellGraph)
  /// The dimensions of what a whole network for a task reads, the batch first.
  func inputShape(for task: NetworkTask) -> [Int]
  /// The height and width of the input: the task's, unless the code says otherwise.
  func resolution(of genes: Genes, for task: NetworkTask) -> Int
  /// Writes the whole network in one of `networkForms`.
  func build(_ genes: Genes, as form: String, for task: NetworkTask, with net: inout NetworkBuilder)
}

/// A way to write a code.
package struct CodeEncoding: Sendable, Equatable {
  /// The name on the command line.
  package let name: String
  /// What it is, in a line.
  package let summary: String
  /// Whether a code can be read back from it.
  package let isReadable: Bool
  /// Whether nobody has published what the codes mean, so that the reading of them is our inference.
  package let isInferred: Bool

  /// Names an encoding.
  package init(
    _ name: String, _ summary: String, isReadable: Bool = true, isInferred: Bool = false
  ) {
    self.name = name
    self.summary = summary
    self.isReadable = isReadable
    self.isInferred = isInferred
  }
}

/// A way to make a graph of a code.
package struct GraphForm: Sendable, Equatable {
  /// The name on the command line.
  package let name: String
  /// What it is, in a line.
  package let summary: String

  /// Names a form.
  package init(_ name: String, _ summary: String) {
    self.name = name
    self.summary = summary
  }
}

/// What a whole network is for: what it reads and how many classes it tells apart.
package struct NetworkTask: Sendable, Equatable {
  /// The name on the command line, such as `cifar10`.
  package var name: String
  /// The height and width of the input in pixels; the length of a sequence.
  package var resolution: Int
  /// How many classes the last layer tells apart.
  package var classes: Int
  /// How many inputs are computed at once.
  package var batch: Int

  /// Describes a task.
  package init(_ name: String, resolution: Int, classes: Int, batch: Int = 1) {
    self.name = name
    self.resolution = resolution
    self.classes = classes
    self.batch = batch
  }
}
