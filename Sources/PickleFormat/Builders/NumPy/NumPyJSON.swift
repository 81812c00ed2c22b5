internal import ByteReading
package import NumPyFormat
package import RecordStreams

/// Writes arrays of numpy's as nested arrays of JSON, and their types as numpy spells them.
///
/// Numbers are numbers; what JSON has none for is the text `NaN`, `Infinity` or `-Infinity`, and an
/// extended float that no double equals is its digits as text. Complex numbers are pairs. Bytes are
/// texts of the characters with these numbers, moments are numpy's texts (or the number of units
/// where numpy has none), spans are numbers of units, `NaT` is that text, records are objects.
package struct NumPyJSON: NumPyVisitor {
  private var json = JSONWriter()
  private var fields: [(fields: [NumPyType.Field], next: Int)] = []

  /// Writes the elements of an array; there must be as many bytes as its layout says.
  package static func write(_ layout: NumPyLayout, _ bytes: RawSpan, to json: inout JSONWriter) {
    var visitor = NumPyJSON()
    visitor.swapText(with: &json)
    layout.visit(bytes, with: &visitor)
    visitor.swapText(with: &json)
  }

  /// Nothing yet.
  init() {}

  /// Takes a writer's text to go on with, or gives it back.
  mutating func swapText(with writer: inout JSONWriter) { swap(&json, &writer) }

  package mutating func beginRow() {
    nameField()
    fields.append(([], 0))
    json.beginArray()
  }

  package mutating func endRow() {
    fields.removeLast()
    json.endArray()
  }

  package mutating func beginRecord(_ fields: [NumPyType.Field]) {
    nameField()
    self.fields.append((fields, 0))
    json.beginObject()
  }

  package mutating func endRecord() {
    fields.removeLast()
    json.endObject()
  }

  package mutating func visit(_ scalar: NumPyScalar) {
    nameField()
    switch scalar {
    case .float(let value): json.double(value)
    case .signed(let value): json.int(Int(value))
    case .unsigned(let value):
      if let value = Int(exactly: value) {
        json.int(value)
      } else {
        json.raw(Array(value.description.utf8))
      }
    case .bool(let value): json.bool(value)
    case .digits(let digits): json.string(digits)
    case .complex(let real, let imaginary):
      json.beginArray()
      json.double(real)
      json.double(imaginary)
      json.endArray()
    case .bytes(let bytes): json.string(String(decoding: bytes.map(UInt16.init), as: UTF16.self))
    case .text(let text): json.string(text)
    case .moment(let value?, let unit):
      if let text = unit.moment(value) { json.string(text) } else { json.int(Int(value)) }
    case .span(let value?, _): json.int(Int(value))
    case .moment(nil, _), .span(nil, _): json.string("NaT")
    }
  }

  private mutating func nameField() {
    let last = fields.count - 1
    guard last >= 0, fields[last].next < fields[last].fields.count else { return }
    json.key(fields[last].fields[fields[last].next].name)
    fields[last].next += 1
  }

  // MARK: Types

  /// Writes a type: numpy's text for a plain one, `[type, shape]` for an array, and for a record an
  /// object of the lists `names`, `formats`, `offsets`, if there are any `titles`, and `itemsize`:
  /// what `numpy.dtype` takes.
  package static func write(_ type: NumPyType, to json: inout JSONWriter) {
    switch type.kind {
    case .array(let element, let shape):
      json.beginArray()
      write(element, to: &json)
      json.ints(shape.map { $0 })
      json.endArray()
    case .record(let fields):
      json.beginObject()
      json.key("names")
      json.beginArray()
      for field in fields { json.string(field.name) }
      json.endArray()
      json.key("formats")
      json.beginArray()
      for field in fields { write(field.type, to: &json) }
      json.endArray()
      json.key("offsets")
      json.ints(fields.map { $0.offset })
      writeTitles(of: fields, to: &json)
      json.key("itemsize")
      json.int(type.size)
      json.endObject()
    default: json.string(type.text)
    }
  }

  private static func writeTitles(of fields: [NumPyType.Field], to json: inout JSONWriter) {
    guard fields.contains(where: { $0.title != nil }) else { return }
    json.key("titles")
    json.beginArray()
    for field in fields {
      if let title = field.title { json.string(title) } else { json.null() }
    }
    json.endArray()
  }
}
