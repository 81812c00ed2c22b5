import ArchiveFormat
import ByteReading
import Measuring
import RecordStreams
import ToolSupport

extension ToolSession {
  /// Lists the models that the inputs are or name; lines that are not about models pass through.
  mutating func queue(of options: InputOptions, _ models: NamedModelOptions) throws
    -> MeasuringQueue
  {
    var queue = MeasuringQueue(batch: models.batch, family: models.family)
    try eachInput(of: options, choosing: .ending(in: ".onnx", ".tflite")) { session, input in
      let source = try input.open(peeking: 256)
      let first = source.prefix.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
      if first == UInt8(ascii: "{") || source.prefix.isEmpty && input.path == nil {
        try session.readRecords(source, into: &queue)
      } else {
        try queue.add(input.modelName(among: options.files), at: try input.place(source))
      }
    }
    return queue
  }

  private mutating func readRecords(
    _ source: any ByteSource, into queue: inout MeasuringQueue
  ) throws {
    var lines = LineInput(source)
    var place = Place(source.name, line: 0)
    while let line = try lines.next() {
      place.line? += 1
      do {
        guard try queue.take(line, from: source.name) else { continue }
        try output.write(line)
        try output.write([0x0A])
      } catch {
        try refuse(error, at: place)
      }
    }
  }
}

extension ToolInput {
  /// How a measurement names the model, so that cg-build finds it again: the path in its archive, or
  /// as it was named; below the folder that was named, or alone, if that begins at the root.
  fileprivate func modelName(among named: [String]) -> String {
    if path == nil, let inside = MemberPath(name) { return inside.member }
    guard name.hasPrefix("/") else {
      return name.hasPrefix("./") ? String(name.dropFirst(2)) : name
    }
    let folders = named.map { $0.hasSuffix("/") ? $0 : $0 + "/" }
    let folder = folders.filter { name.hasPrefix($0) }.max { $0.utf8.count < $1.utf8.count }
    if let folder { return String(name.dropFirst(folder.utf8.count)) }
    return name.split(separator: "/").last.map(String.init) ?? name
  }

  /// Where the model's bytes can be had again; what can be read only once is read now.
  fileprivate func place(_ source: any ByteSource) throws -> QueuedModel.Place {
    if path != nil || MemberPath(name) != nil { return .path(name) }
    return .contents(.bytes(try source.readAll(limit: ToolInput.memoryLimit)))
  }
}
