import ByteReading
import FuzzEntry
import LabelFormats
import RecordStreams

/// The bytes as lines of gt.txt, as a PerfSeer label, and as a table and JSON by a mapping: each record
/// that comes of them is JSON.
///
/// Lines of gt.txt: each becomes a record that can be scanned, a refusal, or nothing.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzLabels(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  unsafe withFuzzInput(data, count) { bytes in
    let reader = GTTextReader(source: "gt.txt", dataset: nil, platforms: PlatformNames())
    let block = reader.read(LineBlock(bytes: bytes.copied(), firstLine: 1))
    let records = block.bytes.split(separator: 0x0A)
    for record in records {
      precondition(isJSON(Array(record)), "a record that is no JSON")
    }
    precondition(records.count + block.refusals.count <= block.lines)
    for (kind, name) in [
      ("perfseer", "bs2_x.txt"), ("m", "t.csv"), ("m", "t.jsonl"), ("m", "t.json"),
    ] {
      read(bytes.copied(), as: kind, named: name)
    }
  }
}

private let mapping = Array(
  """
  {"name":"m","model":"{a%x*}","platform":"{b?:-p}","batch":"{c?}","figures":[\
  {"metric":"m","column":"d","unit":"ms","per":"sample","samples":"d"}]}
  """.utf8)

private func read(_ bytes: [UInt8], as kind: String, named name: String) {
  guard let mapping = try? Mapping(json: mapping.bytes),
    let reader = try? LabelReader([mapping], as: kind, LabelOptions())
  else { preconditionFailure("the mapping is one") }
  let block = reader.read(LabelFile(name: name, bytes: bytes)).block
  for record in block.bytes.split(separator: 0x0A) {
    precondition(isJSON(Array(record)), "a record that is no JSON")
  }
}

private func isJSON(_ text: [UInt8]) -> Bool {
  do {
    var scanner = JSONScanner(text.bytes)
    _ = try scanner.readRaw()
    try scanner.finish()
    return true
  } catch {
    return false
  }
}
