import ArchiveFormat
package import ByteReading
package import RecordStreams

/// Where model files that records name are looked for.
package final class ModelStores {
  /// A folder or an archive by its path.
  private typealias Store = (path: String, files: FileStore)

  private let stores: [Store]
  /// Whether the folder of the record's source and the current one are looked at.
  private let looksAround: Bool
  private var around: [String: Store] = [:]
  /// The file that was asked for last: a dataset names one model on several platforms in a row.
  private var latest: (name: String, contents: FileContents)?

  /// Opens folders and archives; without any, models are looked for beside the file that names
  /// them, and in the current folder.
  package init(_ paths: [String]) throws(StreamError) {
    looksAround = paths.isEmpty
    var stores: [Store] = []
    for path in paths { stores.append(try Self.open(path)) }
    self.stores = stores
  }

  /// Returns the file of a name.
  ///
  /// - Parameters:
  ///   - name: The path of the model, as the dataset writes it.
  ///   - source: The file that names it, where known: a path, or `archive.tar.gz/member`.
  /// - Returns: The file, not yet read if it is in a folder.
  /// - Throws: ``ModelNotFound``, or why a place cannot be read.
  package func contents(of name: String, namedBy source: String?) throws -> FileContents {
    if let latest, latest.name == name { return latest.contents }
    if looksAround, name.hasPrefix("/") { throw ModelNotFound(model: name, places: []) }
    let stores = looksAround ? try storesAround(source, name) : stores
    // A record may name the place as well, as a tool does that has found the model there.
    for store in stores where name.hasPrefix(store.path + "/") {
      let rest = String(name.dropFirst(store.path.count + 1))
      if let contents = try store.files.contents(of: rest) { return keep(contents, name) }
    }
    for store in stores {
      if let contents = try store.files.contents(of: name) { return keep(contents, name) }
    }
    throw ModelNotFound(model: name, places: stores.map(\.path))
  }

  private func keep(_ contents: FileContents, _ name: String) -> FileContents {
    latest = (name, contents)
    return contents
  }

  private static func open(_ place: String) throws(StreamError) -> Store {
    var path = place
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return (
      path,
      try FileStore(path: path) { name in
        ModelFormat.isModel(name) || SeedForm.endings.contains(where: name.hasSuffix)
      }
    )
  }

  /// Where a model may be that a file names: beside it, in its archive, in the current folder, in an
  /// archive that the model's own path leads into.
  private func placesAround(_ source: String?, _ model: String) -> [String] {
    var places = placesAround(source)
    if !model.hasPrefix("/"), !model.split(separator: "/").contains(".."),
      let slash = model.lastIndex(of: "/"), let archive = archive(holding: String(model[..<slash])),
      !places.contains(archive)
    {
      places.append(archive)
    }
    return places
  }

  private func placesAround(_ source: String?) -> [String] {
    guard let source, let slash = source.lastIndex(of: "/") else { return ["."] }
    let folder = String(source[..<slash])
    if PathKind(of: folder) == .folder { return [folder, "."] }
    return archive(holding: folder).map { [$0, "."] } ?? ["."]
  }

  /// The file on the way down a path, if there is one.
  private func archive(holding path: String) -> String? {
    var end = path.endIndex
    while true {
      let prefix = String(path[..<end])
      if PathKind(of: prefix) == .file { return prefix }
      guard let slash = path[..<end].lastIndex(of: "/"), slash > path.startIndex else { return nil }
      end = slash
    }
  }

  private func storesAround(
    _ source: String?, _ model: String
  ) throws(StreamError) -> [Store] {
    var stores: [Store] = []
    for place in placesAround(source, model) {
      if around[place] == nil { around[place] = try Self.open(place) }
      if let store = around[place] { stores.append(store) }
    }
    return stores
  }
}

/// A record names a model file that is nowhere to be found.
package struct ModelNotFound: Error, Equatable, Sendable, CustomStringConvertible {
  /// The path of the model, as the record gives it.
  package let model: String
  /// Where it was looked for; nowhere if it is named from the root, where no record may lead on its
  /// own.
  package let places: [String]

  /// Names a model, and where it was looked for.
  package init(model: String, places: [String]) {
    self.model = model
    self.places = places
  }

  /// One line.
  package var description: String {
    places.isEmpty
      ? "model \"\(model)\" is named from the root; expected --models with the folder that holds it"
      : "model \"\(model)\" is not in \(places.joined(separator: ", ")); expected a file of this name"
  }
}
