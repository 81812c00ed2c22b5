import FuzzEntry
import RecordStreams

/// One JSON text, scanned twice: as a raw value, and by pulling.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzJSON(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  unsafe withFuzzInput(data, count) { bytes in
    var scanner = JSONScanner(bytes)
    _ = try scanner.readRaw()
    try scanner.finish()
  }
}
