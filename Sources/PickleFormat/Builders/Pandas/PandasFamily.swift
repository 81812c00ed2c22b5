internal import ByteReading

extension PickleFamily {
  /// The tables of pandas 1, 2 and 3: columns by their names, whatever blocks they were kept in.
  ///
  /// Reference: `pandas/core/internals/managers.py`, `pandas/_libs/internals.pyx`, and
  /// `pandas/core/indexes/base.py`.
  package static let pandas = PickleFamily(
    [
      PickleBuilder(["pandas._libs.internals"], "_unpickle_block") { arena, call in
        let arguments = arena.arguments(of: call)
        guard arguments.count == 3 else { return nil }
        return try arena.makeRecord(.block, [arguments[0], arguments[1]])
      },
      PickleBuilder(indexes("base"), "_new_Index", make: index),
      PickleBuilder(indexes("datetimes"), "_new_DatetimeIndex", make: index),
      PickleBuilder(indexes("period"), "_new_PeriodIndex", make: index),
      PickleBuilder(["pandas._libs.arrays"], "__pyx_unpickle_NDArrayBacked").building {
        try $0.buildBackedArray($1, $2)
      },
      manager("BlockManager"), manager("SingleBlockManager"),
      PickleBuilder(["pandas.core.frame", "pandas"], "DataFrame").building {
        try $0.buildFrame($1, $2)
      },
      PickleBuilder(["pandas.core.series", "pandas"], "Series").building {
        try $0.buildSeries($1, $2)
      },
    ]
      + ["IntegerArray", "FloatingArray", "BooleanArray"].map { name in
        PickleBuilder(
          [
            "pandas.core.arrays.integer", "pandas.core.arrays.floating",
            "pandas.core.arrays.boolean",
          ]
            + ["pandas.arrays"], name
        )
        .building { try $0.buildMaskedColumn($1, $2) }
      } + names,
    types: [.block, .blockManager, .index, .backedArray, .categorical, .dataFrame, .series])

  private static func indexes(_ module: String) -> [String] { ["pandas.core.indexes.\(module)"] }

  private static func manager(_ name: String) -> PickleBuilder {
    PickleBuilder(["pandas.core.internals.managers", "pandas.core.internals"], name) {
      arena, call in
      let arguments = arena.arguments(of: call)
      guard arguments.count == 2, !call.keywords.exists else { return nil }
      let isSingle = arena.recordType(arguments[0]) == .block
      let blocks = isSingle ? try arena.makeTuple([arguments[0]]) : arguments[0]
      let axes = isSingle ? try arena.makeTuple([arguments[1]]) : arguments[1]
      return try arena.makeRecord(.blockManager, [blocks, axes])
    }
    .building { try $0.buildManager($1, $2) }
  }

  /// `_new_Index(class, attributes)`.
  private static let index: PickleBuilder.Make = { arena, call in
    let arguments = arena.arguments(of: call)
    guard arguments.count == 2, arena.entries(arguments[1]) != nil else { return nil }
    return try arena.makeIndex(of: arguments[0], arguments[1])
  }

  /// Names that stand for themselves, and functions whose results stay data.
  private static let names: [PickleBuilder] =
    [
      "Index", "RangeIndex", "MultiIndex", "DatetimeIndex", "TimedeltaIndex", "PeriodIndex",
      "CategoricalIndex", "IntervalIndex", "StringDtype", "CategoricalDtype",
    ].map { PickleBuilder(["pandas"], $0) }
    + [
      ("pandas.core.indexes.base", "Index"), ("pandas.core.indexes.range", "RangeIndex"),
      ("pandas.core.indexes.multi", "MultiIndex"),
      ("pandas.core.indexes.datetimes", "DatetimeIndex"),
      ("pandas.core.indexes.timedeltas", "TimedeltaIndex"),
      ("pandas.core.indexes.numeric", "Int64Index"),
      ("pandas.core.indexes.numeric", "UInt64Index"),
      ("pandas.core.indexes.numeric", "Float64Index"),
      ("pandas.core.indexes.category", "CategoricalIndex"),
      ("pandas.core.arrays.datetimes", "DatetimeArray"),
      ("pandas.core.arrays.timedeltas", "TimedeltaArray"),
      ("pandas.core.arrays.categorical", "Categorical"),
      ("pandas.core.arrays.string_", "StringArray"),
      ("pandas.core.arrays.string_", "StringDtype"),
      ("pandas.core.dtypes.dtypes", "CategoricalDtype"),
      ("pandas.core.dtypes.dtypes", "DatetimeTZDtype"),
      ("pandas.core.arrays.integer", "Int64Dtype"), ("pandas.core.arrays.integer", "Int32Dtype"),
      ("pandas.core.arrays.floating", "Float64Dtype"),
      ("pandas.core.arrays.boolean", "BooleanDtype"),
      ("pandas.arrays", "DatetimeArray"), ("pandas.arrays", "TimedeltaArray"),
      ("pandas.arrays", "StringArray"), ("pandas", "Categorical"),
      ("pandas._libs.tslibs.timestamps", "_unpickle_timestamp"),
      ("pandas._libs.tslibs.timedeltas", "_timedelta_unpickle"),
      ("pandas._libs.tslibs.nattype", "_nat_unpickle"),
      ("pandas._libs.tslibs.offsets", "Day"), ("pandas._libs.tslibs.offsets", "Hour"),
    ].map { PickleBuilder([$0], $1) }
}

extension PickleRecordType {
  /// A block of columns: its values, a row for each column, and the columns' places.
  static let block = PickleRecordType(60, "block", fields: ["places"], hasIdentity: true)
  /// The blocks of a table, and its axes.
  static let blockManager = PickleRecordType(61, "blocks", fields: ["axes"], hasIdentity: true)

  /// An index: an array, or a dictionary of a range's `start`, `stop` and `step` or of the parts of a
  /// `MultiIndex`; its name, and its class unless
  /// that is `Index`.
  package static let index = PickleRecordType(
    62, "index", fields: ["name", "class"], hasIdentity: true)

  /// An array of pandas's: numpy's array in it, and its type.
  package static let backedArray = PickleRecordType(
    63, "array", fields: ["dtype", "class"], hasIdentity: true)

  /// A categorical array: a dictionary of `codes`, `categories` and `ordered`; code -1 is nothing.
  package static let categorical = PickleRecordType(64, "categorical", hasIdentity: true)

  /// `pandas.DataFrame`: a dictionary of `columns`, `index` and `data`, the columns in their order.
  package static let dataFrame = PickleRecordType(
    65, "dataframe", fields: ["attrs"], hasIdentity: true)

  /// `pandas.Series`: a dictionary of `index` and `data`, and its name.
  package static let series = PickleRecordType(
    66, "series", fields: ["name", "attrs"], hasIdentity: true)
}
