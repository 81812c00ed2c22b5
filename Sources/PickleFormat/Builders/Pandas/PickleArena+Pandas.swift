internal import ByteReading
internal import NumPyFormat

/// Tables out of blocks.
extension PickleArena {
  /// An index of its class and attributes.
  mutating func makeIndex(
    of owner: PickleValue, _ attributes: PickleValue
  ) throws(FormatError) -> PickleValue {
    var content = value(forKey: "data", in: attributes)
    if !content.exists {
      // A range is its three numbers, not its many.
      let bounds = [
        try makeText("start"), value(forKey: "start", in: attributes), try makeText("stop"),
        value(forKey: "stop", in: attributes), try makeText("step"),
        value(forKey: "step", in: attributes),
      ]
      let isRange = [1, 3, 5].allSatisfy { int(bounds[$0]) != nil }
      content = isRange ? try makeContainer(.dict, bounds) : attributes
    }
    let name = value(forKey: "name", in: attributes)
    let isPlain = ["Index", "RangeIndex"].contains(className(owner)?.name)
    return try makeRecord(
      .index, [content, name == .none ? .absent : name, isPlain ? .absent : owner])
  }

  /// An array around numpy's: `(dtype, array, attributes)` in either order, or a dictionary.
  mutating func buildBackedArray(
    _ value: PickleValue, _ state: PickleValue
  ) throws(FormatError) -> Bool {
    let parts = state.tag == .tuple ? itemArray(state) ?? [] : []
    var array = parts.first { recordType($0) == .ndarray || recordType($0) == .valueArray }
    var type = parts.first { $0 != array } ?? .absent
    if array == nil {
      let found = self.value(forKey: "_ndarray", in: state)
      if found.exists { array = found }
      type = self.value(forKey: "_dtype", in: state)
    }
    guard let array else { return false }
    let owner = argument(0, ofObject: value)
    if className(owner)?.name == "Categorical" {
      let entries = [
        try makeText("codes"), array, try makeText("categories"),
        attribute("categories", of: type), try makeText("ordered"),
        attribute("ordered", of: type),
      ]
      try turn(
        value, into: .categorical,
        [try makeContainer(.dict, entries.map { $0.exists ? $0 : .none })])
    } else {
      try turn(value, into: .backedArray, [array, type, owner])
    }
    return true
  }

  private func argument(_ index: Int, ofObject object: PickleValue) -> PickleValue {
    let arguments = arguments(object)
    guard arguments.tag == .tuple, index < tupleCount(arguments) else { return .absent }
    return tupleItems(arguments)[index]
  }

  /// A column with a mask: `{_data, _mask}`.
  mutating func buildMaskedColumn(
    _ value: PickleValue, _ state: PickleValue
  ) throws(FormatError) -> Bool {
    let data = self.value(forKey: "_data", in: state)
    let mask = self.value(forKey: "_mask", in: state)
    guard data.exists, mask.exists else { return false }
    try turn(value, into: .maskedArray, [data, mask, .absent])
    return true
  }

  /// The state of managers before pandas 1.3, and of a series' one still: `(…, {"0.14.1": {axes,
  /// blocks: [{values, mgr_locs}]}})`.
  mutating func buildManager(
    _ manager: PickleValue, _ state: PickleValue
  ) throws(FormatError) -> Bool {
    guard state.tag == .tuple, let last = itemArray(state)?.last else { return false }
    let layout = value(forKey: "0.14.1", in: last)
    guard let parts = itemArray(value(forKey: "blocks", in: layout)) else { return false }
    var blocks: [PickleValue] = []
    for part in parts {
      let fields = [value(forKey: "values", in: part), value(forKey: "mgr_locs", in: part)]
      guard fields.allSatisfy(\.exists) else { return false }
      blocks.append(try makeRecord(.block, fields))
    }
    try turn(
      manager, into: .blockManager, [try makeTuple(blocks), value(forKey: "axes", in: layout)])
    return true
  }

  /// A table of the state `{_mgr: manager, …}`.
  mutating func buildFrame(
    _ frame: PickleValue, _ state: PickleValue
  ) throws(FormatError) -> Bool {
    guard let manager = manager(in: state), let axes = itemArray(field(1, of: manager)),
      axes.count == 2, let blocks = itemArray(field(0, of: manager)),
      let columns = try columns(of: blocks)
    else { return false }
    let entries = [
      try makeText("columns"), axes[0], try makeText("index"), axes[1], try makeText("data"),
      try makeContainer(.list, columns),
    ]
    try turn(frame, into: .dataFrame, [try makeContainer(.dict, entries), attributes(in: state)])
    return true
  }

  /// A column of the state `{_mgr: manager, name, …}`.
  mutating func buildSeries(
    _ series: PickleValue, _ state: PickleValue
  ) throws(FormatError) -> Bool {
    guard let manager = manager(in: state), let axes = itemArray(field(1, of: manager)),
      axes.count == 1, let blocks = itemArray(field(0, of: manager)), blocks.count == 1
    else { return false }
    let entries = [
      try makeText("index"), axes[0], try makeText("data"), field(0, of: blocks[0]),
    ]
    let names = [value(forKey: "_name", in: state), value(forKey: "name", in: state)]
    let name = names.first { $0.exists && $0 != .none } ?? .absent
    try turn(
      series, into: .series, [try makeContainer(.dict, entries), name, attributes(in: state)])
    return true
  }

  // MARK: Parts

  private func manager(in state: PickleValue) -> PickleValue? {
    let candidates = [value(forKey: "_mgr", in: state), value(forKey: "_data", in: state), state]
    return candidates.first { recordType($0) == .blockManager }
  }

  /// The attributes that a user gave to a table, if there are any.
  private func attributes(in state: PickleValue) -> PickleValue {
    let attributes = value(forKey: "attrs", in: state)
    return (entries(attributes)?.count ?? 0) > 0 ? attributes : .absent
  }

  /// The columns that blocks hold, in the order of their places; `nil` if the places do not fit.
  private mutating func columns(of blocks: [PickleValue]) throws(FormatError) -> [PickleValue]? {
    var placed: [(place: Int, column: PickleValue)] = []
    for block in blocks {
      guard recordType(block) == .block, let places = places(field(1, of: block)) else {
        return nil
      }
      for (row, place) in places.enumerated() {
        guard let column = try self.row(row, of: field(0, of: block), rows: places.count) else {
          return nil
        }
        placed.append((place, column))
      }
    }
    placed.sort { $0.place < $1.place }
    guard placed.map(\.place) == Array(0..<placed.count) else { return nil }
    return placed.map(\.column)
  }

  /// The places that a slice or an array of integers says.
  private func places(_ value: PickleValue) -> [Int]? {
    if recordType(value) == .slice, let start = int(field(0, of: value)),
      let stop = int(field(1, of: value))
    {
      let step = int(field(2, of: value)) ?? 1
      // As many columns as there are values, and no more than a file can hold.
      let limit = 1 << 24
      guard step != 0, (0...limit).contains(start), (-1...limit).contains(stop) else { return nil }
      return Array(stride(from: start, to: stop, by: step))
    }
    guard let layout = numPyLayout(value), layout.shape.count == 1, let bytes = numPyBytes(value)
    else { return shape(value) }
    var places: [Int] = []
    for index in 0..<layout.count {
      guard case .signed(let place)? = layout.type.scalar(in: bytes, at: index * layout.type.size)
      else { return nil }
      places.append(Int(place))
    }
    return places
  }

  /// One row of an array of two dimensions; an array of one is a column already.
  private mutating func row(
    _ row: Int, of array: PickleValue, rows: Int
  ) throws(FormatError) -> PickleValue? {
    switch recordType(array) {
    case .backedArray?:
      guard let inner = try self.row(row, of: field(0, of: array), rows: rows) else { return nil }
      return try makeRecord(.backedArray, [inner, field(1, of: array), field(2, of: array)])
    case .ndarray?:
      guard let layout = numPyLayout(array), layout.shape.count == 2 else {
        return rows == 1 ? array : nil
      }
      guard layout.shape[0] == rows else { return nil }
      let data = try rowData(row, of: array, layout)
      return try makeRecord(
        .ndarray,
        [data, field(1, of: array), try makeShape([layout.shape[1]]), .absent, .absent])
    case .valueArray?:
      guard let shape = shape(field(2, of: array)), shape.count == 2 else {
        return rows == 1 ? array : nil
      }
      guard let lists = itemArray(field(0, of: array)), lists.count == rows else { return nil }
      return try makeRecord(
        .valueArray, [lists[row], field(1, of: array), try makeShape([shape[1]]), .absent, .absent])
    default: return rows == 1 ? array : nil
    }
  }

  /// The bytes of one row of an array of two dimensions.
  private mutating func rowData(
    _ row: Int, of array: PickleValue, _ layout: NumPyLayout
  ) throws(FormatError) -> PickleValue {
    let strides = layout.strides
    let size = layout.type.size
    let length = layout.shape[1] * size
    if !layout.isFortranOrder, let place = inputRange(field(0, of: array)) {
      let start = place.lowerBound + row * strides[0]
      return try makeBytes(inInput: start..<start + length)
    }
    var gathered: [UInt8] = []
    var gather = StridedGather(
      shape: [layout.shape[1]], strides: [strides[1]], size: size, from: row * strides[0])
    if let bytes = numPyBytes(array) {
      while gather.fill(&gathered, from: bytes, limit: .max) {}
    }
    return try makeBytes(gathered.bytes)
  }
}
