import ByteReading
import FuzzEntry
import LabelFormats
import RecordStreams

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
