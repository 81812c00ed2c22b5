internal import ByteReading
package import RecordStreams

/// Reads label files of every kind that is known: PerfSeer's text, and tables or JSON that a mapping
/// describes.
package struct LabelReader: Sendable {
  private let options: LabelOptions
  private let mappings: [Mapping]
  private let perfSeer: PerfSeerReader
  /// What every file is, if that was said: one of these mappings, the last if none knows the file.
  private let chosen: [Mapping]
  /// Whether every file is a PerfSeer label.
  package let takesPerfSeerAlone: Bool

  /// What a file is.
  package enum Kind: Sendable, Equatable {
    case perfSeer
    case mapped(Mapping)
  }

  /// Prepares for the files of a run.
  ///
  /// - Parameters:
  ///   - mappings: The mappings that files are recognised by, the cards' in general.
  ///   - name: What every file is: `perfseer` or the name of mappings; found out if `nil`.
  ///   - own: The mappings of which every file follows one; empty to find out.
  ///   - options: What the user says besides.
  /// - Throws: `LabelError` for a name that no mapping has.
  package init(
    _ mappings: [Mapping], as name: String?, following own: [Mapping] = [], _ options: LabelOptions
  ) throws(LabelError) {
    self.options = options
    self.mappings = mappings
    perfSeer = PerfSeerReader(options)
    let named = mappings.filter { $0.name == name }
    takesPerfSeerAlone = own.isEmpty && name == "perfseer"
    chosen = own.isEmpty ? named : own
    guard name == nil || name == "perfseer" || !chosen.isEmpty else {
      let known = Set(["perfseer"] + mappings.map(\.name)).sorted().joined(separator: ", ")
      throw LabelError("no kind of label is called \"\(name ?? "")\"; expected one of \(known)")
    }
  }

  /// Finds out what a file is.
  ///
  /// - Parameters:
  ///   - path: Its path.
  ///   - prefix: Its first bytes, as many as tell its kind: all of a small file.
  /// - Returns: What it is.
  /// - Throws: `LabelError` if it is of no kind that is known.
  package func kind(of path: String, _ prefix: [UInt8]) throws(LabelError) -> Kind {
    if takesPerfSeerAlone { return .perfSeer }
    if let last = chosen.last {
      return .mapped(chosen.first { $0.recognises(path, prefix) } ?? last)
    }
    if PerfSeerReader.recognises(prefix) { return .perfSeer }
    if let mapping = mappings.first(where: { $0.recognises(path, prefix) }) {
      return .mapped(mapping)
    }
    if let standIn = StandIn(prefix: prefix.bytes) { throw LabelError("\(standIn)") }
    throw LabelError(
      "no kind of label file that is known; say what it is with --as, or what its columns mean "
        + "with --mapping")
  }

  /// Reads a whole file that is in memory.
  package func read(_ file: LabelFile) -> LabelBlock {
    var block = MappedBlock(remarks: LabelRemarks())
    do throws(LabelError) {
      switch try kind(of: file.name, file.bytes) {
      case .perfSeer:
        let graph = options.graphs.graph(of: file.stem)
        if let graph {
          block.remarks.paired.append(graph.number)
        } else if options.graphs.count > 0 {
          block.remarks.alone.append(file.stem)
        } else {
          block.remarks.stems.append(file.stem)
        }
        perfSeer.read(file, model: graph?.path ?? file.stem + ".pkl", into: &block)
      case .mapped(let mapping):
        let form = mapping.form(of: file.name, file.bytes)
        if form == .json {
          try JSONDocument(mapping, file, options).read(into: &block)
        } else {
          let table = try LabelTable(mapping, form, file: file.name, start: file.bytes, options)
          block = table.read(LineBlock(bytes: file.bytes, firstLine: 1))
        }
      }
    } catch {
      return LabelBlock(name: file.name, block: block, failure: error)
    }
    return LabelBlock(name: file.name, block: block, failure: nil)
  }

  /// Prepares to read a file in blocks of records, which only tables and JSON Lines can be.
  ///
  /// - Parameters:
  ///   - path: Its path.
  ///   - prefix: Its first bytes.
  /// - Returns: The table; `nil` for a file that has to be in memory as a whole.
  /// - Throws: `LabelError` if the file is of no kind that is known, or lacks a column.
  package func table(of path: String, _ prefix: [UInt8]) throws(LabelError) -> LabelTable? {
    guard case .mapped(let mapping) = try kind(of: path, prefix) else { return nil }
    let form = mapping.form(of: path, prefix)
    guard form != .json else { return nil }
    return try LabelTable(mapping, form, file: path, start: prefix, options)
  }
}

/// What a file, or a block of one, has become.
package struct LabelBlock: Sendable {
  /// The file as messages name it.
  package let name: String
  /// The records, and what was refused.
  package let block: MappedBlock<LabelRemarks>
  /// Why the whole file is left out.
  package let failure: LabelError?

  /// Takes what a block has become.
  package init(name: String, block: MappedBlock<LabelRemarks>, failure: LabelError? = nil) {
    self.name = name
    self.block = block
    self.failure = failure
  }
}
