internal import ByteReading
internal import ProtobufFormat

extension ModelKind {
  /// Tells TensorFlow's files, and those that look like them, by their first bytes.
  static func tensorFlow(_ bytes: RawSpan) -> ModelKind? {
    if TensorFlowText.firstField(of: bytes.extracting(first: 4096)) != nil {
      return .tensorFlowText
    }
    if isSavedModel(bytes) { return .tensorFlowSavedModel }
    return graph(bytes)
  }

  /// Version 1 of the schema, and then a graph with its description, where an ONNX model has the
  /// name of its producer.
  private static func isSavedModel(_ bytes: RawSpan) -> Bool {
    guard bytes.starts(with: [0x08, 0x01, 0x12]) else { return false }
    var position = 3
    while position < min(bytes.byteCount, 13), bytes.byte(at: position) >= 0x80 { position += 1 }
    guard position + 1 < bytes.byteCount else { return false }
    return [0x0A, 0x12].contains(bytes.byte(at: position + 1))
  }

  /// Nodes with a name and an operator; MMdnn has the attributes where TensorFlow has the device.
  private static func graph(_ bytes: RawSpan) -> ModelKind? {
    guard bytes.starts(with: [0x0A]) else { return nil }
    var position = 0
    for index in 0..<16 {
      guard position < bytes.byteCount, bytes.byte(at: position) == 0x0A else {
        return index > 0 ? .tensorFlowGraph : nil
      }
      position += 1
      var length = 0
      var shift = 0
      while position < bytes.byteCount, shift < 35 {
        let byte = Int(bytes.byte(at: position))
        position += 1
        length |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80 { break }
      }
      let end = min(bytes.byteCount, position + length)
      switch node(bytes.extracting(position..<end)) {
      case nil: return nil
      case .unknown: break
      case let kind?: return kind
      }
      position = end
    }
    return .tensorFlowGraph
  }

  /// What a node, or its beginning, is of: `unknown` if it could be of either, `nil` if it is none.
  private static func node(_ bytes: RawSpan) -> ModelKind? {
    var reader = ProtobufReader(bytes)
    var isNamed = false
    var hasOperator = false
    while true {
      do {
        guard let field = try reader.next() else { return isNamed && hasOperator ? .unknown : nil }
        guard case .bytes(let payload) = field.value else {
          return isNamed && hasOperator ? .unknown : nil
        }
        switch field.number {
        case 1: isNamed = payload.byteCount > 0
        case 2:
          hasOperator = isWord(payload)
          guard hasOperator else { return nil }
        case 3: break
        case 4 where payload.starts(with: [0x0A]): return isNamed && hasOperator ? .mmdnn : nil
        case 4: break
        case 5: return isNamed && hasOperator ? .tensorFlowGraph : nil
        default: return isNamed && hasOperator ? .unknown : nil
        }
      } catch {
        guard case .truncated = error.reason else { return nil }
        return isNamed && hasOperator ? .unknown : nil
      }
    }
  }

  private static func isWord(_ bytes: RawSpan) -> Bool {
    guard bytes.byteCount > 0 else { return false }
    for position in 0..<bytes.byteCount {
      let byte = bytes.byte(at: position)
      guard
        0x30...0x39 ~= byte || 0x41...0x5A ~= byte & 0xDF || byte == UInt8(ascii: "_")
          || byte == UInt8(ascii: ">") || byte == UInt8(ascii: ".")
      else { return false }
    }
    return true
  }
}
