internal import ByteReading

extension PickleMachine {
  /// Carries out one opcode, whose operands are next in the input.
  mutating func perform(_ opcode: UInt8) throws(FormatError) {
    switch opcode {
    case PickleOpcode.binInt1: push(PickleValue(.small, Int(try arena.input.readByte())))
    case PickleOpcode.memoize: try memoize()
    case PickleOpcode.binGet: try get(Int(try arena.input.readByte()))
    case PickleOpcode.shortBinUnicode: try pushText(Int(try arena.input.readByte()))
    case PickleOpcode.binUnicode: try pushText(try readLength(UInt32.self))
    case PickleOpcode.binFloat:
      let place = arena.input.position
      let bits = UInt64(bigEndian: try arena.input.readLittleEndian(UInt64.self))
      push(try arena.makeDouble(Double(bitPattern: bits), inInput: place))
    case PickleOpcode.binPut: try put(Int(try arena.input.readByte()))
    case PickleOpcode.longBinPut: try put(try readLength(UInt32.self))
    case PickleOpcode.longBinGet: try get(try readLength(UInt32.self))
    case PickleOpcode.mark: stack.pushMark()
    case PickleOpcode.tuple1: try pushTuple(of: 1)
    case PickleOpcode.tuple2: try pushTuple(of: 2)
    case PickleOpcode.tuple3: try pushTuple(of: 3)
    case PickleOpcode.tuple: try pushTuple()
    case PickleOpcode.emptyTuple: push(try arena.makeTuple([]))
    case PickleOpcode.emptyList: push(try arena.makeNode(PickleNode(.list)))
    case PickleOpcode.emptyDict: push(try arena.makeNode(PickleNode(.dict)))
    case PickleOpcode.appends: try appendItems()
    case PickleOpcode.setItems: try setItems()
    case PickleOpcode.append: try appendItem()
    case PickleOpcode.setItem: try setItem()
    case PickleOpcode.none: push(.none)
    case PickleOpcode.newTrue: push(.true)
    case PickleOpcode.newFalse: push(.false)
    case PickleOpcode.binInt:
      push(try arena.makeInt(Int(try arena.input.readLittleEndian(Int32.self))))
    case PickleOpcode.binInt2:
      push(PickleValue(.small, Int(try arena.input.readLittleEndian(UInt16.self))))
    case PickleOpcode.long1: try pushInt(Int(try arena.input.readByte()))
    case PickleOpcode.long4: try pushInt(try readSignedLength())
    case PickleOpcode.reduce: try reduce()
    case PickleOpcode.build: try build()
    case PickleOpcode.newObj: try makeNew(hasKeywords: false)
    case PickleOpcode.newObjEx: try makeNew(hasKeywords: true)
    case PickleOpcode.stackGlobal: try pushStackGlobal()
    case PickleOpcode.global: try pushGlobal(try readName(), try readName())
    case PickleOpcode.shortBinBytes: try pushBytes(Int(try arena.input.readByte()))
    case PickleOpcode.binBytes: try pushBytes(try readLength(UInt32.self))
    case PickleOpcode.binBytes8: try pushBytes(try readLength(UInt64.self))
    case PickleOpcode.byteArray8:
      try pushBytes(try readLength(UInt64.self))
      push(try arena.makeByteArray(try pop()))
    case PickleOpcode.shortBinString: try pushOldString(Int(try arena.input.readByte()))
    case PickleOpcode.binString: try pushOldString(try readSignedLength())
    case PickleOpcode.binUnicode8: try pushText(try readLength(UInt64.self))
    case PickleOpcode.frame: try checkFrame()
    case PickleOpcode.proto: try readVersion()
    default: try performRare(opcode)
    }
  }

  private mutating func performRare(_ opcode: UInt8) throws(FormatError) {
    switch opcode {
    case PickleOpcode.emptySet: push(try arena.makeNode(PickleNode(.set)))
    case PickleOpcode.addItems: try addItems()
    case PickleOpcode.frozenSet: try pushContainer(.frozenSet)
    case PickleOpcode.list: try pushContainer(.list)
    case PickleOpcode.dict: try pushContainer(.dict)
    case PickleOpcode.pop: try popOne()
    case PickleOpcode.popMark: try popMark()
    case PickleOpcode.dup:
      let top = try top()
      arena.share(top)
      push(top)
    case PickleOpcode.get: try get(try readIndex())
    case PickleOpcode.put: try put(try readIndex())
    case PickleOpcode.int: push(try readIntLine())
    case PickleOpcode.long: push(try readLongLine())
    case PickleOpcode.float: push(try readFloatLine())
    case PickleOpcode.string: try pushQuotedString()
    case PickleOpcode.unicode: try pushEscapedText()
    case PickleOpcode.persistentID: try pushPersistent(try pushedLine())
    case PickleOpcode.binPersistentID: try pushPersistent(try pop())
    case PickleOpcode.inst: try instantiate(try readName(), try readName())
    case PickleOpcode.obj: try makeOld()
    case PickleOpcode.ext1: try pushExtension(Int(try arena.input.readByte()))
    case PickleOpcode.ext2: try pushExtension(Int(try arena.input.readLittleEndian(UInt16.self)))
    case PickleOpcode.ext4: try pushExtension(Int(try arena.input.readLittleEndian(Int32.self)))
    case PickleOpcode.nextBuffer: try pushBuffer()
    case PickleOpcode.readOnlyBuffer: try markReadOnly()
    default: throw unknown(opcode)
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
