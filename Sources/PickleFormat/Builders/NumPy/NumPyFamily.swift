internal import ByteReading
internal import NumPyFormat

extension PickleFamily {
  /// numpy's arrays, scalars and types.
  package static let numpy = PickleFamily(
    [
      PickleBuilder(["numpy"], "dtype", make: dtype),
      PickleBuilder(multiarray, "scalar") { arena, call in
        try arena.makeScalar(arena.argument(0, of: call), arena.argument(1, of: call))
      }.makingScalars(),
      PickleBuilder(multiarray, "_reconstruct") { arena, call in
        let arguments = arena.arguments(of: call)
        guard arguments.count == 3 else { return nil }
        let owner = arguments[0]
        return try arena.makeRecord(.ndarray, [.absent, .absent, .absent, .absent, owner])
      },
      PickleBuilder(
        ["numpy.core.numeric", "numpy._core.numeric"], "_frombuffer", make: frombuffer),
      PickleBuilder(["numpy.ma.core"], "_mareconstruct") { arena, call in
        let arguments = arena.arguments(of: call)
        guard arguments.count == 4 else { return nil }
        return try arena.makeRecord(.maskedArray, [.absent, .absent, .absent])
      },
      // They are named where a class is wanted; calls of them stay data.
      PickleBuilder(["numpy"], "ndarray"),
      PickleBuilder(["numpy.ma.core", "numpy.ma"], "MaskedArray"),
      PickleBuilder(["numpy.ma.core"], "MaskedConstant"),
      PickleBuilder(["numpy", "numpy.matrixlib.defmatrix"], "matrix"),
      PickleBuilder(["numpy", "numpy.core.memmap", "numpy._core.memmap"], "memmap"),
      PickleBuilder(
        ["numpy", "numpy.core.records", "numpy._core.records", "numpy.rec"], "recarray"),
      PickleBuilder(["numpy", "numpy.core.records", "numpy._core.records", "numpy.rec"], "record"),
    ] + scalarClasses.map { PickleBuilder(["numpy"], $0) }
      + randomNames.map { PickleBuilder(["numpy.random.\($0.module)"], $0.name) }
      + ["__randomstate_ctor", "__generator_ctor", "__bit_generator_ctor"].map {
        PickleBuilder(["numpy.random", "numpy.random._pickle"], $0)
      },
    types: [.dtype, .numPyScalar, .ndarray, .valueArray, .maskedArray])

  private static let multiarray = ["numpy.core.multiarray", "numpy._core.multiarray"]

  /// Generators of random numbers: their state stays data.
  private static let randomNames = [
    ("_mt19937", "MT19937"), ("_pcg64", "PCG64"), ("_pcg64", "PCG64DXSM"), ("_philox", "Philox"),
    ("_sfc64", "SFC64"), ("mtrand", "RandomState"), ("_generator", "Generator"),
    ("bit_generator", "SeedSequence"), ("bit_generator", "__pyx_unpickle_SeedSequence"),
  ].map { (module: $0, name: $1) }

  private static let scalarClasses = [
    "bool_", "bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
    "float16", "float32", "float64", "longdouble", "complex64", "complex128", "str_", "bytes_",
    "datetime64", "timedelta64", "void", "object_", "generic", "number", "integer", "floating",
  ]

  /// `dtype(code, align, copy)`; its state comes with `BUILD`.
  private static let dtype: PickleBuilder.Make = { arena, call in
    let arguments = arena.arguments(of: call)
    guard (1...3).contains(arguments.count) else { return nil }
    let code = arguments[0]
    if arena.text(code) != nil { return try arena.makeRecord(.dtype, [code]) }
    // Arrays whose elements are `numpy.record` name that class instead of `V`.
    guard arena.className(code)?.name == "record" else { return nil }
    return try arena.makeRecord(.dtype, [try arena.makeText("V")])
  }

  /// `_frombuffer(buffer, dtype, shape, order[, axes])`, protocol 5's way to make an array.
  private static let frombuffer: PickleBuilder.Make = { arena, call in
    let arguments = arena.arguments(of: call)
    guard (4...5).contains(arguments.count) else { return nil }
    let (data, type, shape, order) = (arguments[0], arguments[1], arguments[2], arguments[3])
    let axes = arguments.count == 5 ? arguments[4] : .none
    let array = try arena.makeRecord(.ndarray, [.absent])
    if arena.isText(order, "K"), axes != .none {
      guard let turned = try arena.transposed(data, type, shape, axes) else { return nil }
      try arena.fill(array, turned.data, type, turned.shape, isFortranOrder: false)
    } else {
      try arena.fill(
        array, data, type, shape, isFortranOrder: arena.isText(order, "F"))
    }
    return array
  }
}

extension PickleRecordType {
  /// `numpy.dtype`: the text of a plain type, or else the code and the state of a type with parts.
  package static let dtype = PickleRecordType(
    40, "dtype", form: .written { $0.writeType($1, to: &$3) }, hasIdentity: true,
    build: { try $0.buildType($1, $2) })

  /// The number of `numPyScalar`.
  static var scalarNumber: Int { 41 }

  /// A scalar of numpy's: its bytes, and the text of its type or a type with parts.
  package static let numPyScalar = PickleRecordType(
    scalarNumber, "scalar", fields: ["dtype"], form: .written { $0.writeScalar($1, to: &$3) })

  /// `numpy.ndarray` of bytes: data, type as in a scalar, shape, order `F` if it is Fortran's, and
  /// the class if it is another.
  package static let ndarray = PickleRecordType(
    42, "ndarray", fields: ["dtype", "shape", "order", "class"],
    form: .written { $0.writeArray($1, to: &$3) }, hasIdentity: true,
    build: { try $0.buildArray($1, $2) })

  /// `numpy.ndarray` of values, as nested lists, or of a buffer outside: the fields of `ndarray`.
  package static let valueArray = PickleRecordType(
    43, "ndarray", fields: ["dtype", "shape", "order", "class"], hasIdentity: true)

  /// `numpy.ma.MaskedArray`: the data, what is masked, and the value that stands for it.
  package static let maskedArray = PickleRecordType(
    44, "maskedarray", fields: ["mask", "fill"], hasIdentity: true,
    build: { try $0.buildMaskedArray($1, $2) })
}
