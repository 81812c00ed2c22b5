import ByteReading
import ComputationGraph
import DatasetCatalog
import Datasets
import Foundation
import GRDB
import RecordStreams
import TestSupport

/// A stream of bytes that are in memory.
final class BytesSource: ByteSource {
  let name: String
  let size: Int?
  private var rest: ArraySlice<UInt8>

  init(_ text: String, name: String = "records") {
    self.name = name
    rest = Array(text.utf8)[...]
    size = rest.count
  }

  func read(into buffer: inout MutableRawSpan) throws(StreamError) -> Int {
    let part = rest.prefix(buffer.byteCount)
    for (offset, byte) in part.enumerated() {
      buffer.storeBytes(of: byte, toByteOffset: offset, as: UInt8.self)
    }
    rest = rest.dropFirst(part.count)
    return part.count
  }
}

/// A sink that keeps everything.
final class BytesSink: ByteSink {
  let name = "sink"
  private(set) var bytes: [UInt8] = []

  func write(_ bytes: RawSpan) throws(StreamError) { self.bytes += bytes.copied() }
  func flush() throws(StreamError) {}
  func finish() throws(StreamError) {}

  var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// A graph record of one node, which `number` tells from others.
func graphLine(_ number: Int, name: String? = nil, flops: Int = 10) -> String {
  let id = graphID(number)
  return """
    {"kind":"graph","id":"\(id)","structure":"s1\(id.dropFirst(2))","name":"\(name ?? "net\(number)")",\
    "family":"f\(number % 3)","batch":1,"inputs":[{"name":"x","shape":[1,3],"type":"float32"}],\
    "weights":[],"nodes":[{"op":"Relu","inputs":[-1],\
    "outputs":[{"shape":[1,3],"type":"float32"}],"flops":\(flops)}],\
    "outputs":[0],"edges":[],"totals":{"flops":\(flops)}}
    """
}

/// The id of graph `number`.
func graphID(_ number: Int) -> String {
  let digits = String(number, radix: 16)
  return "g1-" + String(repeating: "0", count: 32 - digits.count) + digits
}

/// A measurement record of graph `number`.
func measurementLine(
  _ number: Int, value: Double? = 0.5, platform: String = "cpu", members: String = ""
) -> String {
  let value = value.map { "\"value\":\($0)," } ?? ""
  return """
    {"kind":"measurement","graph":"\(graphID(number))","platform":"\(platform)",\
    "metric":"latency",\(value)"unit":"s"\(members)}
    """
}

/// Merges lines of records, and gives the report and what was refused.
@discardableResult
func merge(
  _ lines: [String], into path: String, policy: ConflictPolicy = .keep, batchSize: Int = 1000,
  patience: Double = 10
) throws -> (report: MergeReport, refusals: [Refusal]) {
  let run = CatalogRun(
    tool: "test", version: "0", arguments: [], started: "2026-01-01T00:00:00Z")
  let writer = try CatalogWriter(
    path, run: run, policy: policy, batchSize: batchSize, patience: patience)
  var refusals: [Refusal] = []
  let source = BytesSource(lines.joined(separator: "\n") + "\n")
  try writer.merge(source, jobs: 2) { refusals.append($0) }
  try writer.finish(at: "2026-01-01T00:00:01Z") { refusals.append($0) }
  return (writer.report, refusals)
}

/// The canonical records of a catalog.
func records(of path: String) throws -> String {
  let sink = BytesSink()
  try Catalog(readingAt: path).writeRecords(to: sink)
  return sink.text
}

/// All rows of an answer.
@discardableResult
func rows(_ path: String, _ sql: String) throws -> [[CatalogValue]] {
  var rows: [[CatalogValue]] = []
  try Catalog(readingAt: path).query(sql, header: { _ in }, row: { rows.append($0) })
  return rows
}

/// Changes a catalog behind its back.
func writeSQL(_ path: String, _ sql: String) throws {
  try DatabaseQueue(path: path).write { try $0.execute(sql: sql) }
}
