internal import ByteReading
package import RecordStreams

/// Writes one pickle of plain values, a token after the other, that every Python since 2.3 (protocol
/// 2) or 3.4 (protocol 4) loads.
///
/// Containers say beforehand how many items they have, and the tokens of the items follow. Texts that
/// come again are referred to, as CPython does with texts that are one object; so the sizes are
/// CPython's or less.
///
/// ```swift
/// var pickle = PickleWriter(.four)
/// pickle.beginDictionary(1)
/// pickle.text("latency")
/// pickle.numPyDouble(0.0048)
/// let bytes = pickle.finish()
/// ```
package struct PickleWriter: Sendable {
  /// The language of pickles.
  package enum Version: UInt8, Sendable {
    /// Python 2.3 and later.
    case two = 2
    /// Python 3.4 and later.
    case four = 4
  }

  let version: Version
  /// What is done and waits to be sent.
  private(set) var bytes: [UInt8] = []
  /// What will be the next frame.
  var frame: [UInt8] = []
  /// The containers that are not complete yet, innermost last.
  var open: [Container] = []

  /// How many values have been put into the memo.
  private var memoCount = 0
  /// The texts in the memo, and those of other values under keys that no text has.
  private var texts: [[UInt8]: Int] = [:]
  var classes: [PickleClassName: Int] = [:]
  var types: [String: Int] = [:]

  /// Texts that are longer are not looked for again, and after so many no more are put aside.
  private static let longestMemoText = 256
  private static let mostMemoTexts = 1 << 20
  private static let frameSize = 1 << 16

  /// Begins a pickle.
  package init(_ version: Version = .four) {
    self.version = version
    let head: [UInt8] = [0x80, version.rawValue]
    bytes = head
  }

  // MARK: Plain values

  /// Writes `None`.
  package mutating func none() { value { $0.frame.append(0x4E) } }

  /// Writes a truth value.
  package mutating func bool(_ bool: Bool) { value { $0.frame.append(bool ? 0x88 : 0x89) } }

  /// Writes a floating-point number.
  package mutating func double(_ double: Double) {
    value {
      $0.frame.append(0x47)
      $0.appendBigEndian(double.bitPattern)
    }
  }

  /// Writes an integer.
  package mutating func int(_ int: Int) {
    value { $0.appendInt(int) }
  }

  /// Writes an integer of any size from its two's complement, least significant byte first.
  package mutating func int(twosComplement bytes: [UInt8]) {
    value { $0.appendInt(twosComplement: bytes) }
  }

  /// Writes a text.
  package mutating func text(_ text: String) { self.text(utf8: Array(text.utf8)) }

  /// Writes a text given as UTF-8, in which surrogates may stand as if UTF-8 had them.
  package mutating func text(utf8: [UInt8]) {
    value { $0.appendText(utf8) }
  }

  /// Writes `bytes`.
  package mutating func bytes(_ bytes: [UInt8]) {
    value { $0.appendBytes(bytes) }
  }

  // MARK: Ending

  /// Ends the pickle, whose one value must be complete, and hands over what has not been sent.
  package mutating func finish() -> [UInt8] {
    precondition(open.isEmpty, "a container of the pickle is not complete")
    frame.append(0x2E)
    endFrame()
    var rest: [UInt8] = []
    swap(&rest, &bytes)
    return rest
  }

  /// Sends what is done so far, if it is worth while.
  package mutating func send(to sink: any ByteSink) throws(StreamError) {
    guard bytes.count >= Self.frameSize else { return }
    try sink.write(bytes.bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  // MARK: Parts

  /// Writes one value and closes the containers that it completes.
  mutating func value(_ write: (inout PickleWriter) -> Void) {
    beginItem()
    write(&self)
    endItem()
    if frame.count >= Self.frameSize { endFrame() }
  }

  private mutating func endFrame() {
    if version == .four, frame.count >= 4 {
      bytes.append(0x95)
      bytes.append(littleEndian: frame.count)
    }
    bytes += frame
    frame.removeAll(keepingCapacity: true)
  }

  mutating func appendText(_ utf8: [UInt8]) {
    let isShort = utf8.count <= Self.longestMemoText
    if isShort, let place = texts[utf8] { return appendGet(place) }
    switch utf8.count {
    case ..<256 where version == .four:
      frame.append(0x8C)
      frame.append(UInt8(utf8.count))
    case ...Int(UInt32.max):
      frame.append(0x58)
      frame.append(littleEndian: UInt32(utf8.count))
    default:
      precondition(version == .four, "protocol 2 has no texts of 4 GiB")
      frame.append(0x8D)
      frame.append(littleEndian: UInt64(utf8.count))
    }
    frame.append(utf8.bytes)
    guard isShort, texts.count < Self.mostMemoTexts else { return }
    texts[utf8] = appendPut()
  }

  /// Puts the value that was written last into the memo, and returns its place.
  mutating func appendPut() -> Int {
    let place = memoCount
    memoCount += 1
    switch (version, place) {
    case (.four, _): frame.append(0x94)
    case (_, ..<256):
      frame.append(0x71)
      frame.append(UInt8(place))
    default:
      frame.append(0x72)
      frame.append(littleEndian: UInt32(truncatingIfNeeded: place))
    }
    return place
  }

  /// Writes a value of the memo.
  mutating func appendGet(_ place: Int) {
    if place < 256 {
      frame.append(0x68)
      frame.append(UInt8(place))
    } else {
      frame.append(0x6A)
      frame.append(littleEndian: UInt32(truncatingIfNeeded: place))
    }
  }

  private mutating func appendBigEndian(_ value: UInt64) {
    frame.append(littleEndian: value.byteSwapped)
  }
}
