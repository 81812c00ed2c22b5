import ByteReading
import Foundation
import LabelFormats
import RecordStreams
import Testing

/// Reading of whole label files, as tests want it.
enum Labels {
  static func block(
    of text: [UInt8], named name: String, as kind: String? = nil, mapping: String? = nil,
    _ options: LabelOptions = LabelOptions()
  ) throws -> LabelBlock {
    let bytes = Array((mapping ?? "").utf8)
    let own = mapping == nil ? [] : [try Mapping(json: bytes.bytes)]
    let reader = try LabelReader([], as: kind, following: own, options)
    return reader.read(LabelFile(name: name, bytes: text))
  }

  static func block(
    of text: String, named name: String, as kind: String? = nil, mapping: String? = nil,
    _ options: LabelOptions = LabelOptions()
  ) throws -> LabelBlock {
    try block(of: Array(text.utf8), named: name, as: kind, mapping: mapping, options)
  }

  static func records(
    of text: String, named name: String, mapping: String? = nil
  ) throws -> [[String: Any]] {
    let block = try block(of: text, named: name, mapping: mapping)
    #expect(messages(of: block) == [])
    return try records(in: block)
  }

  static func records(in block: LabelBlock) throws -> [[String: Any]] {
    try block.block.bytes.split(separator: 0x0A).map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
    }
  }

  /// What was refused, as tools print it but for the file.
  static func messages(of block: LabelBlock) -> [String] {
    block.block.refusals.map { refusal in
      "\(refusal.line)" + (refusal.column.map { ":\($0)" } ?? "") + ": \(refusal.error)"
    } + (block.failure.map { ["\($0)"] } ?? [])
  }
}
