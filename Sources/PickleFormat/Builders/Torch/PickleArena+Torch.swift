package import ByteReading
internal import NumPyFormat
internal import RecordStreams

/// Tensors and storages of torch's.
///
/// Reference: `torch/_utils.py`, `torch/_tensor.py` and `torch/serialization.py`.
extension PickleArena {
  // MARK: Asking

  /// A tensor of torch's, or the tensor that a parameter holds; `nil` for all else, and where the
  /// bytes of its storage are not known.
  package func torchTensor(_ value: PickleValue) -> TorchTensor? {
    if recordType(value) == .parameter { return torchTensor(field(0, of: value)) }
    guard recordType(value) == .tensor, let fields = fields(value), fields.count == 9,
      recordType(fields[0]) == .storage, let shape = shape(fields[2]),
      let strides = self.shape(fields[8]), let offset = int(fields[7]),
      let type = torchType(fields[1])
    else { return nil }
    let storage = fields[0]
    return TorchTensor(
      type: type, shape: shape, strides: strides, offset: offset, storage: field(0, of: storage),
      order: field(5, of: storage).exists ? .big : .little)
  }

  private func torchType(_ name: PickleValue) -> TorchType? {
    string(name).flatMap { TorchType(rawValue: $0) }
  }

  /// The storage that a persistent id names: `("storage", class, key, location, count[, view])`.
  package func torchStorageID(_ id: PickleValue) -> TorchStorageID? {
    guard let parts = items(id), (5...6).contains(parts.count), isText(parts[0], "storage"),
      let owner = className(parts[1]), let type = TorchType(storageClass: owner),
      let key = string(parts[2]) ?? int(parts[2]).map({ "\($0)" }), let count = int(parts[4]),
      count >= 0
    else { return nil }
    var storage = TorchStorageID(
      key: key, type: type, location: string(parts[3]) ?? "", count: count)
    if parts.count == 6, parts[5] != .none {
      // `(key, first element, number of elements)`.
      guard let view = items(parts[5]), view.count == 3, let first = int(view[1]),
        let length = int(view[2]), first >= 0, length >= 0, first <= .max - length
      else { return nil }
      storage.view = first..<first + length
    }
    return storage
  }

  // MARK: Making

  /// Makes a tensor of a storage, or of the id of one whose bytes are found later.
  mutating func makeTensor(
    storage: PickleValue, offset: PickleValue, shape: PickleValue, strides: PickleValue,
    needsGradient: PickleValue = .absent, type: PickleValue = .absent
  ) throws(FormatError) -> PickleValue? {
    guard let counts = self.shape(plainTuple(shape)), self.shape(plainTuple(strides)) != nil,
      int(offset) != nil
    else {
      return nil
    }
    var typeName = PickleValue.absent
    if let named = className(type) {
      guard let known = TorchType(rawValue: named.name) ?? TorchType.aliases[named.name] else {
        return nil
      }
      typeName = try makeText(known.rawValue)
    } else if let id = torchStorageID(persistentID(storage)) {
      typeName = try makeText(id.type.rawValue)
    } else if recordType(storage) == .storage {
      typeName = field(1, of: storage)
    }
    let isKnown = recordType(storage) == .storage
    let tensor = try makeRecord(
      .tensor,
      [
        isKnown ? storage : .absent, typeName, try makeShape(counts),
        needsGradient == .true ? .true : .absent, .absent, .absent,
        isKnown ? .absent : storage, offset, plainTuple(strides),
      ])
    try check(tensor)
    return tensor
  }

  /// What a `torch.Size` holds, or the value itself.
  private func plainTuple(_ value: PickleValue) -> PickleValue {
    recordType(value) == .size ? field(0, of: value) : value
  }

  /// Gives the storages that this pickle asks for their bytes, and holds the tensors against them.
  ///
  /// - Parameters:
  ///   - order: Which end of a storage's elements comes first.
  ///   - find: Says where the bytes of a storage are; `nil` if there are none.
  /// - Throws: For a tensor that reaches past its storage, and what `find` throws.
  package mutating func findStorages(
    order: ByteOrder = .little,
    _ find: (TorchStorageID) throws(FormatError) -> TorchStorageBytes?
  ) throws(FormatError) {
    var known: [String: TorchStorageBytes] = [:]
    for index in nodes.indices where nodes[index].kind == .persistent {
      let value = PickleValue(.node, index)
      let id = persistentID(value)
      guard let storage = torchStorageID(id) else { continue }
      if known[storage.key] == nil { known[storage.key] = try find(storage) }
      guard let whole = known[storage.key] else { continue }
      guard let place = whole.part(storage) else {
        throw FormatError(
          .malformed("a view past the end of the storage \(storage.key)"), at: input.origin)
      }
      let parts = itemArray(id) ?? []
      let (key, location) = (parts[2], parts[3])
      try turnIntoStorage(value, storage, key: key, location: location, place, order)
    }
    for index in nodes.indices where nodes[index].kind == .record {
      try settle(PickleValue(.node, index))
    }
  }

  /// The storages that this pickle asks for.
  package var torchStorageIDs: [TorchStorageID] {
    nodes.indices.compactMap { index in
      guard nodes[index].kind == .persistent else { return nil }
      return torchStorageID(persistentID(PickleValue(.node, index)))
    }
  }

  /// Puts tensors in the place of the ids that this pickle asks for, as torch's oldest format has it.
  package mutating func findTensors(
    _ find: (String) -> TorchPlacedTensor?
  ) throws(FormatError) {
    for index in nodes.indices where nodes[index].kind == .persistent {
      let value = PickleValue(.node, index)
      let id = persistentID(value)
      guard let key = string(id) ?? int(id).map({ "\($0)" }), let tensor = find(key) else {
        continue
      }
      let storage = try makeRecord(.storage, [.absent])
      let name = TorchStorageID(
        key: key, type: tensor.type, location: "cpu", count: tensor.bytes.count / tensor.type.size)
      try turnIntoStorage(
        storage, name, key: id, location: .absent, .inInput(tensor.bytes), .little)
      let shape = try makeShape(tensor.shape)
      let strides = try makeTuple(
        try tensor.strides.map { n throws(FormatError) in try makeInt(n) })
      try turn(
        value, into: .tensor,
        [
          storage, try makeText(tensor.type.rawValue), shape, .absent, .absent, .absent, .absent,
          try makeInt(tensor.offset), strides,
        ])
      try check(value)
    }
  }

  mutating func turnIntoStorage(
    _ value: PickleValue, _ storage: TorchStorageID, key: PickleValue, location: PickleValue,
    _ place: TorchStorageBytes, _ order: ByteOrder
  ) throws(FormatError) {
    let bytes: PickleValue =
      switch place {
      case .inInput(let range): try makeBytes(inInput: range)
      case .copied(let bytes): try makeBytes(bytes.bytes)
      }
    try turn(
      value, into: .storage,
      [
        bytes, try makeText(storage.type.rawValue), key, location, try makeInt(storage.count),
        order == .big ? .true : .absent,
      ])
  }

  /// Moves a tensor's storage to where it is once its bytes are known.
  private mutating func settle(_ value: PickleValue) throws(FormatError) {
    guard recordType(value) == .tensor else { return }
    let storage = field(6, of: value)
    if recordType(storage) == .storage {
      setField(0, of: value, to: storage)
      setField(6, of: value, to: .absent)
      if !field(1, of: value).exists { setField(1, of: value, to: field(1, of: storage)) }
    }
    try check(value)
  }

  /// Holds a tensor against its storage.
  func check(_ value: PickleValue) throws(FormatError) {
    guard let tensor = torchTensor(value), let bytes = bytes(tensor.storage) else { return }
    try tensor.check(storageBytes: bytes.byteCount, at: input.origin)
  }

  // MARK: Writing

  /// Writes the elements of a tensor as nested arrays; `null` where their bytes are not known.
  func writeTensor(_ value: PickleValue, to json: inout JSONWriter) {
    guard let tensor = torchTensor(value), let bytes = bytes(tensor.storage),
      (try? tensor.check(storageBytes: bytes.byteCount, at: 0)) != nil
    else { return json.null() }
    var visitor = NumPyJSON()
    visitor.swapText(with: &json)
    visit(tensor, bytes, axis: 0, at: tensor.offset, with: &visitor)
    visitor.swapText(with: &json)
  }

  /// Writes the elements of a storage as an array.
  func writeStorage(_ value: PickleValue, to json: inout JSONWriter) {
    guard let type = torchType(field(1, of: value)), let bytes = bytes(field(0, of: value)) else {
      return json.null()
    }
    let tensor = TorchTensor(
      type: type, shape: [bytes.byteCount / type.size], strides: [1], offset: 0, storage: .absent,
      order: field(5, of: value).exists ? .big : .little)
    var visitor = NumPyJSON()
    visitor.swapText(with: &json)
    visit(tensor, bytes, axis: 0, at: 0, with: &visitor)
    visitor.swapText(with: &json)
  }

  private func visit(
    _ tensor: TorchTensor, _ bytes: RawSpan, axis: Int, at element: Int,
    with visitor: inout NumPyJSON
  ) {
    guard axis < tensor.shape.count else {
      return visitor.visit(
        tensor.type.scalar(in: bytes, at: element * tensor.type.size, tensor.order))
    }
    visitor.beginRow()
    for index in 0..<tensor.shape[axis] {
      visit(
        tensor, bytes, axis: axis + 1, at: element + index * tensor.strides[axis], with: &visitor)
    }
    visitor.endRow()
  }
}
