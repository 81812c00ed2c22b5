internal import ByteReading
internal import RecordStreams

extension ToolSession {
  /// Finds the files of a name that lie in the inputs, or beside those that are files themselves.
  ///
  /// Standard input and lists of names are not looked through: they can be read only once. Inputs
  /// that cannot be read are passed over; they are refused when they are read in earnest.
  ///
  /// - Parameters:
  ///   - name: The name, such as `platforms.json`.
  ///   - options: What the command line names.
  ///   - limit: The most bytes of one file.
  /// - Returns: The files' bytes by the path of their folder, as inputs name it.
  package func neighbours(
    named name: String, of options: InputOptions, limit: Int = 1 << 24
  ) -> [String: [UInt8]] {
    var found: [String: [UInt8]] = [:]
    var places = options
    places.filesFrom = nil
    places.files = options.files.filter { $0 != "-" }.flatMap { file in
      let folder = file.lastIndex(of: "/").map { file[...$0] } ?? ""
      return [file, folder + name]
    }
    guard !places.files.isEmpty else { return [:] }
    var inputs = InputList(places, choosing: .named(name))
    while true {
      do {
        guard let input = try inputs.next() else { return found }
        let parts = input.name.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.last.map(String.init) == name else { continue }
        let folder = parts.dropLast().joined(separator: "/")
        found[folder] = try input.open().readAll(limit: limit)
      } catch {
        continue
      }
    }
  }
}
