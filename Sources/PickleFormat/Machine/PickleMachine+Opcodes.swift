internal import ByteReading

extension PickleMachine {
  /// Carries out one opcode, whose operands are next in the input.
  mutating func perform(_ opcode: PickleOpcode) throws(FormatError) {
    switch opcode {
    // The most frequent first.
    case .binInt1: push(PickleValue(.small, Int(try arena.input.readByte())))
    case .memoize: try memoize()
    case .binGet: try get(Int(try arena.input.readByte()))
    case .shortBinUnicode: try pushText(Int(try arena.input.readByte()))
    case .binUnicode: try pushText(try readLength(UInt32.self))
    case .binFloat:
      let bits = UInt64(bigEndian: try arena.input.readLittleEndian(UInt64.self))
      push(try arena.makeDouble(Double(bitPattern: bits)))
    case .binPut: try put(Int(try arena.input.readByte()))
    case .longBinPut: try put(try readLength(UInt32.self))
    case .longBinGet: try get(try readLength(UInt32.self))
    case .mark: pushMark()
    case .tuple1: try pushTuple(of: 1)
    case .tuple2: try pushTuple(of: 2)
    case .tuple3: try pushTuple(of: 3)
    case .tuple: try pushTuple(from: try popToMark())
    case .emptyTuple: push(try arena.makeTuple([]))
    case .emptyList: push(try arena.makeNode(PickleNode(.list)))
    case .emptyDict: push(try arena.makeNode(PickleNode(.dict)))
    case .appends: try appendItems(from: try popToMark())
    case .setItems: try setItems(from: try popToMark())
    case .append: try appendItems(from: try place(ofTop: 1))
    case .setItem: try setItems(from: try place(ofTop: 2))
    case .none: push(.none)
    case .newTrue: push(.true)
    case .newFalse: push(.false)
    case .binInt: push(try arena.makeInt(Int(try arena.input.readLittleEndian(Int32.self))))
    case .binInt2:
      push(PickleValue(.small, Int(try arena.input.readLittleEndian(UInt16.self))))
    case .long1: try pushInt(Int(try arena.input.readByte()))
    case .long4: try pushInt(try readSignedLength())
    case .reduce: try reduce()
    case .build: try build()
    case .newObj: try makeNew(hasKeywords: false)
    case .newObjEx: try makeNew(hasKeywords: true)
    case .stackGlobal: try pushStackGlobal()
    case .global: try pushGlobal(try readName(), try readName())
    case .shortBinBytes: try pushBytes(Int(try arena.input.readByte()))
    case .binBytes: try pushBytes(try readLength(UInt32.self))
    case .binBytes8: try pushBytes(try readLength(UInt64.self))
    case .byteArray8:
      try pushBytes(try readLength(UInt64.self))
      push(try arena.makeByteArray(try pop()))
    case .shortBinString: try pushOldString(Int(try arena.input.readByte()))
    case .binString: try pushOldString(try readSignedLength())
    case .binUnicode8: try pushText(try readLength(UInt64.self))
    case .frame: try checkFrame()
    case .proto: try readVersion()
    default: try performRare(opcode)
    }
  }

  private mutating func performRare(_ opcode: PickleOpcode) throws(FormatError) {
    switch opcode {
    case .emptySet: push(try arena.makeNode(PickleNode(.set)))
    case .addItems: try addItems()
    case .frozenSet: try pushContainer(.frozenSet)
    case .list: try pushContainer(.list)
    case .dict: try pushContainer(.dict)
    case .pop: try popOne()
    case .popMark: stack.removeSubrange(try popToMark()...)
    case .dup:
      let top = try top()
      share(top)
      push(top)
    case .get: try get(try readIndex())
    case .put: try put(try readIndex())
    case .int: push(try readIntLine())
    case .long: push(try readLongLine())
    case .float: push(try readFloatLine())
    case .string: try pushQuotedString()
    case .unicode: try pushEscapedText()
    case .persistentID: try pushPersistent(try pushedLine())
    case .binPersistentID: try pushPersistent(try pop())
    case .inst: try instantiate(try readName(), try readName())
    case .obj: try makeOld()
    case .ext1: try pushExtension(Int(try arena.input.readByte()))
    case .ext2: try pushExtension(Int(try arena.input.readLittleEndian(UInt16.self)))
    case .ext4: try pushExtension(Int(try arena.input.readLittleEndian(Int32.self)))
    case .nextBuffer:
      push(try arena.makeNode(PickleNode(.buffer, start: bufferCount)))
      bufferCount += 1
    case .readOnlyBuffer: try markReadOnly()
    default: throw failure(.malformed("opcode \(opcode) out of place"))
    }
  }

  private mutating func readVersion() throws(FormatError) {
    version = Int(try arena.input.readByte())
    guard version <= 5 else { throw failure(.unsupported("pickle protocol \(version)")) }
  }

  /// A frame is a promise of bytes that this reader, who has them all, does not need.
  private mutating func checkFrame() throws(FormatError) {
    let length = try readLength(UInt64.self)
    guard length <= arena.input.remaining else {
      throw FormatError(
        .truncated(needed: length, available: arena.input.remaining), at: arena.input.offset)
    }
  }
}
