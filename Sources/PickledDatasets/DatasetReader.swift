package import GraphBuilding
package import PickleFormat

/// Turns the values of pickled datasets into records.
package struct DatasetReader: Sendable {
  /// What is known before any file is read.
  package struct Options: Sendable {
    /// How the files are laid out; `nil` recognises it.
    package var layout: DatasetLayout?
    /// What goes into every record; what it leaves open is settled for each file.
    package var context = DatasetContext(path: "")
    /// The meaning of architectures' numbers, by the folder of the file that says it; the one of
    /// the empty path holds for all.
    package var indexes: [String: ArchitectureIndex] = [:]

    /// Options that leave everything to the files.
    package init() {}
  }

  private let options: Options
  private let settler: ContextSettler
  /// Builds the graphs of networks.
  let builder: GraphBuilder

  /// Prepares to read files.
  ///
  /// - Throws: `RecordError` if the cards of the catalog cannot be read, which are part of the
  ///   program.
  package init(_ options: Options, builder: GraphBuilder) throws {
    self.options = options
    self.builder = builder
    settler = try ContextSettler(options.context)
  }

  /// Whether records are to tell the hash of their file: those of graphs do.
  var hashesFiles: Bool { options.layout?.holdsGraphs ?? true }

  /// Reads one pickle of a file.
  ///
  /// - Parameters:
  ///   - arena: The pickle.
  ///   - path: The file as records name it.
  ///   - sha256: The hash of the file's bytes, where it is known.
  ///   - workshop: Builds graphs, and remembers what they have in common.
  ///   - block: Takes the records, and what had to be left out.
  /// - Throws: ``LayoutMismatch`` if the value does not have the layout.
  package func read(
    _ arena: borrowing PickleArena, from path: String, sha256: String? = nil,
    in workshop: inout GraphWorkshop, into block: inout RecordBlock
  ) throws {
    guard let layout = options.layout ?? DatasetLayout(recognising: arena, path: path) else {
      throw LayoutMismatch(
        found: arena.words(for: arena.root),
        expected: "one of the layouts "
          + DatasetLayout.allCases.map(\.rawValue).joined(separator: ", "))
    }
    let context = settler.context(of: path, layout)
    switch layout {
    case .eagle, .nasbench101, .darts:
      var reader = EagleReader(context)
      try reader.read(arena, into: &block)
    case .help: try HELPReader(context, index: index(for: path)).read(arena, into: &block)
    case .hwNASBench:
      try HWNASBenchReader(context).read(arena, settler, into: &block)
    case .perfseer, .networkx, .gennape:
      try readNetworks(of: arena, layout, context, sha256, in: &workshop, into: &block)
    }
  }

  private func readNetworks(
    of arena: borrowing PickleArena, _ layout: DatasetLayout, _ context: DatasetContext,
    _ sha256: String?, in workshop: inout GraphWorkshop, into block: inout RecordBlock
  ) throws {
    let format = PickledNetwork.Format(rawValue: layout.rawValue)
    let networks = PickledNetworks(path: context.path, format: format)
    let origin = SeedOrigin(
      path: context.path, sha256: sha256, dataset: context.dataset, platform: context.platform)
    try networks.forEach(of: arena.root, in: arena) { outcome in
      switch outcome {
      case .success(let network): block.append(network, from: origin, in: &workshop)
      case .failure(let error): block.refuse(error)
      }
    }
  }

  /// The index in the file's folder or the nearest one above.
  private func index(for path: String) -> ArchitectureIndex? {
    var folder = path[...]
    while let slash = folder.lastIndex(of: "/") {
      folder = folder[..<slash]
      if let index = options.indexes[String(folder)] { return index }
    }
    // The only one there is will be meant.
    return options.indexes[""] ?? (options.indexes.count == 1 ? options.indexes.first?.value : nil)
  }
}
