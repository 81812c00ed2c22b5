internal import ByteReading
internal import RecordStreams

/// Writes values of a pickle as JSON, from which all of it can be had back, or plainly.
///
/// `docs/pickles.md` says what becomes of each kind of value. Nothing calls itself: values of any
/// depth are written with a list of what is still open.
package struct PickleJSON {
  /// Whether to write the nearest ordinary JSON, which loses what JSON has no word for.
  package let isPlain: Bool
  let limits: PickleLimits
  /// How many times plain JSON had to write `null` for a value that contains itself.
  package private(set) var cycles = 0

  var frames: [Frame] = []
  var json: JSONWriter
  /// Values that are met more than once, and their number once they have been written.
  private var anchors: [PickleValue: Int] = [:]
  private var lastAnchor = 0
  /// Values that others may refer to and that are being written.
  private var open: Set<PickleValue> = []
  var written = 0
  /// The bytes that have been sent on.
  private var sent = 0
  /// What the frequent kinds of values are written into.
  var storage: [UInt8] = []

  /// A container that is being written.
  struct Frame {
    enum Form {
      /// Items, as an array.
      case items
      /// Keys that are texts, and values, as an object.
      case members
      /// Keys and values, as an array of pairs.
      case pairs
      /// The parts of an object that has stayed data.
      case parts
      /// The fields of a record after the first.
      case fields
      /// A value, and the state that `BUILD` gave it though its type has none.
      case stated
    }

    let form: Form
    let value: PickleValue
    var next: Int
    let end: Int
    /// How many objects that were begun around it end with it.
    var closers: Int
    var isOpen = false
    /// Whether a pair was begun.
    var hasPair = false
  }

  /// Writes plain JSON, or JSON without loss, within limits.
  package init(plain: Bool = false, limits: PickleLimits = PickleLimits()) {
    isPlain = plain
    self.limits = limits
    json = JSONWriter()
  }

  /// Writes one value, and a newline.
  ///
  /// - Parameters:
  ///   - value: The value.
  ///   - arena: The arena that it lies in.
  ///   - send: Takes the text, piece after piece.
  /// - Throws: What `send` throws, and ``PickleLimitError``.
  package mutating func write(
    _ value: PickleValue, of arena: borrowing PickleArena, sending send: (RawSpan) throws -> Void
  ) throws {
    anchors = isPlain ? [:] : arena.repeatedValues(below: value)
    lastAnchor = 0
    open = []
    frames = []
    written = 0
    sent = 0
    json.removeAll()
    try begin(value, arena)
    if storage.isEmpty { storage = [UInt8](repeating: 0, count: Self.storageSize) }
    while !frames.isEmpty {
      let (pause, count) = writeFrequent(arena)
      if pause == .full || json.bytes.count + count >= Self.storageSize { try flush(send) }
      if pause == .full {
        try noteSent(count)
        try send(storage.bytes.extracting(first: count))
      } else {
        json.append(first: count, of: storage)
      }
      if pause == .unusual { try step(arena) }
    }
    json.endLine()
    try flush(send)
  }

  /// Whether there are values that are met more than once.
  var hasAnchors: Bool { !anchors.isEmpty }

  private mutating func flush(_ send: (RawSpan) throws -> Void) throws {
    guard !json.bytes.isEmpty else { return }
    try noteSent(json.bytes.count)
    try send(json.bytes.bytes)
    json.dropText()
  }

  private mutating func noteSent(_ count: Int) throws {
    sent += count
    guard sent <= limits.output else {
      throw overLimit("more than \(limits.output) bytes of JSON (--max-output)")
    }
  }

  func overLimit(_ what: String) -> PickleLimitError { PickleLimitError(description: what) }

  // MARK: Values

  /// Writes a value, or as much of it as stands before its items, and opens a frame for those.
  @inline(__always)
  mutating func begin(_ value: PickleValue, _ arena: borrowing PickleArena) throws {
    switch value.tag {
    case .small: json.int(value.small)
    case .float: writeFloat(Double(bitPattern: arena.floatBits(value.payload)))
    case .text: writeText(value, arena)
    case .constant: writeConstant(value)
    case .wide: writeInt(Int(truncatingIfNeeded: Int64(bitPattern: arena.wideBits(value.payload))))
    case .bytes: writeBytes(arena.bytes(inRange: value.payload), as: "$bytes")
    default: try beginNode(value, arena)
    }
  }

  private mutating func beginNode(
    _ value: PickleValue, _ arena: borrowing PickleArena
  ) throws {
    var closers = 0
    if arena.isShared(value) {
      if let number = anchors[value] {
        if number > 0 { return writeReference(number) }
        lastAnchor += 1
        anchors[value] = lastAnchor
        json.beginObject()
        json.key("$anchor")
        json.int(lastAnchor)
        json.key("$value")
        closers = 1
      } else if isPlain, open.contains(value) {
        cycles += 1
        return json.null()
      }
    }
    let before = frames.count
    try beginContents(value, arena, closers)
    if frames.count == before {
      for _ in 0..<closers { json.endObject() }
    } else if isPlain, arena.isShared(value) {
      open.insert(value)
      frames[before].isOpen = true
    }
  }

  private mutating func writeReference(_ number: Int) {
    json.beginObject()
    json.key("$ref")
    json.int(number)
    json.endObject()
  }

  mutating func push(
    _ form: Frame.Form, _ value: PickleValue, _ range: Range<Int>, closers: Int
  ) throws {
    guard frames.count < limits.depth else {
      throw overLimit("values deeper than \(limits.depth) (--max-depth)")
    }
    written += range.count + 1
    guard written <= limits.items else {
      throw overLimit("more than \(limits.items) items written (--max-items)")
    }
    frames.append(
      Frame(
        form: form, value: value, next: range.lowerBound, end: range.upperBound, closers: closers)
    )
  }

  /// Closes the last frame.
  mutating func pop() {
    let frame = frames.removeLast()
    for _ in 0..<frame.closers { json.endObject() }
    if frame.isOpen { open.remove(frame.value) }
  }
}
