/// Makes small flatbuffers for tests, front to back: a table first, what it points to after it.
package struct FlatBytes: Sendable {
  /// What a field of a table holds.
  package indirect enum Field: Sendable {
    case int8(Int8)
    case int32(Int32)
    case uint32(UInt32)
    case float(Float)
    case text(String)
    case ints([Int32])
    case bytes([UInt8])
    case table([Int: Field])
    case tables([[Int: Field]])
  }

  private var bytes: [UInt8] = []

  /// The bytes of a file with an identifier and a root table, whose fields are numbered.
  package static func file(_ identifier: String, _ root: [Int: Field]) -> [UInt8] {
    var file = FlatBytes()
    file.append(UInt32(0))
    file.bytes += Array(identifier.utf8)
    file.point(at: 0, to: file.table(root))
    return file.bytes
  }

  private mutating func append<Value: FixedWidthInteger>(_ value: Value) {
    for shift in stride(from: 0, to: Value.bitWidth, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: value >> Value(shift)))
    }
  }

  private mutating func point(at place: Int, to target: Int) {
    let distance = UInt32(target - place)
    for byte in 0..<4 { bytes[place + byte] = UInt8(truncatingIfNeeded: distance >> (8 * byte)) }
  }

  /// Appends a table and all that it points to; every field takes four bytes.
  private mutating func table(_ fields: [Int: Field]) -> Int {
    let count = (fields.keys.max() ?? -1) + 1
    let numbers = fields.keys.sorted()
    let vtable = bytes.count
    append(UInt16(4 + 2 * count))
    append(UInt16(4 + 4 * numbers.count))
    for number in 0..<count {
      append(UInt16(numbers.firstIndex(of: number).map { 4 + 4 * $0 } ?? 0))
    }
    let start = bytes.count
    append(Int32(start - vtable))
    for number in numbers {
      switch fields[number] {
      case .int8(let value): append(Int32(UInt8(bitPattern: value)))
      case .int32(let value): append(value)
      case .uint32(let value): append(value)
      case .float(let value): append(value.bitPattern)
      default: append(UInt32(0))
      }
    }
    for (index, number) in numbers.enumerated() {
      guard let field = fields[number], let target = target(field) else { continue }
      point(at: start + 4 + 4 * index, to: target)
    }
    return start
  }

  /// Appends what an offset leads to.
  private mutating func target(_ field: Field) -> Int? {
    let start = bytes.count
    switch field {
    case .int8, .int32, .uint32, .float: return nil
    case .text(let text):
      append(UInt32(text.utf8.count))
      bytes += Array(text.utf8) + [0]
    case .bytes(let values):
      append(UInt32(values.count))
      bytes += values
    case .ints(let values):
      append(UInt32(values.count))
      for value in values { append(value) }
    case .table(let fields): return table(fields)
    case .tables(let tables):
      append(UInt32(tables.count))
      for _ in tables { append(UInt32(0)) }
      for (index, fields) in tables.enumerated() {
        point(at: start + 4 + 4 * index, to: table(fields))
      }
    }
    return start
  }
}
