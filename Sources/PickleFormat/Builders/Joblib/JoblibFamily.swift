internal import ByteReading
internal import NumPyFormat

extension PickleFamily {
  /// joblib's stand-ins for arrays, whose elements lie raw between the opcodes.
  ///
  /// Reference: `joblib/numpy_pickle.py`. The stand-ins of joblib before 0.10 name another file beside
  /// this one, which is not read: they stay data, with the name in it.
  package static let joblib = PickleFamily(
    [
      PickleBuilder(modules, "NumpyArrayWrapper").building {
        try $0.buildWrappedArray($1, $2)
      },
      PickleBuilder(modules, "NDArrayWrapper"),
      PickleBuilder(modules + compatible, "ZNDArrayWrapper"),
      PickleBuilder(compatible, "NDArrayWrapper"),
    ])

  private static let modules = [
    "joblib.numpy_pickle", "sklearn.externals.joblib.numpy_pickle",
  ]
  private static let compatible = [
    "joblib.numpy_pickle_compat", "sklearn.externals.joblib.numpy_pickle_compat",
  ]
}

extension PickleArena {
  /// Puts the array in a stand-in's place, once its state is known: from there on the input goes on
  /// with the elements.
  mutating func buildWrappedArray(
    _ wrapper: PickleValue, _ state: PickleValue
  ) throws(FormatError) -> Bool {
    let type = value(forKey: "dtype", in: state)
    let shape = value(forKey: "shape", in: state)
    let order = value(forKey: "order", in: state)
    let owner = value(forKey: "subclass", in: state)
    guard let numPyType = numPyType(type), let counts = self.shape(shape) else {
      // Without the type nobody knows where the opcodes go on.
      throw FormatError(.malformed("an array of joblib's without type and shape"), at: input.offset)
    }
    if numPyType.holdsObjects {
      let array = try readNestedPickle()
      guard let fields = fieldArray(array), let type = recordType(array) else {
        throw FormatError(.malformed("a pickle of no array in joblib's place"), at: input.offset)
      }
      try turn(wrapper, into: type, fields)
      return true
    }
    let layout = try NumPyLayout(
      numPyType, shape: counts, isFortranOrder: isText(order, "F"), at: input.offset)
    let padding = value(forKey: "numpy_array_alignment_bytes", in: state)
    if padding.exists, padding != .none {
      let length = Int(try input.readByte())
      _ = try input.readBytes(length)
    }
    let first = input.position
    do {
      _ = try input.readBytes(layout.byteCount)
    } catch {
      throw error.inside("elements of an array of joblib's")
    }
    let data = try makeBytes(inInput: first..<first + layout.byteCount)
    try turn(wrapper, into: .ndarray, [.absent, .absent, .absent, .absent, owner])
    try fill(wrapper, data, type, shape, isFortranOrder: layout.isFortranOrder)
    return true
  }

  private func fieldArray(_ value: PickleValue) -> [PickleValue]? {
    guard let fields = fields(value) else { return nil }
    return fields.indices.map { fields[$0] }
  }
}
