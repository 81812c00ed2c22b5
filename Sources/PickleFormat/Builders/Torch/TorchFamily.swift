internal import ByteReading

extension PickleFamily {
  /// torch's tensors, storages and small types. What holds tensors and is no tensor itself, such as a
  /// module or a sparse tensor, stays data with its tensors in it.
  package static let torch = PickleFamily(
    tensors + [
      PickleBuilder(["torch"], "Size") { arena, call in
        let tuple = arena.argument(0, of: call)
        guard arena.items(tuple) != nil else { return nil }
        return try arena.makeRecord(.size, [tuple])
      },
      PickleBuilder(["torch"], "device") { arena, call in
        let arguments = arena.arguments(of: call)
        guard (1...2).contains(arguments.count), arena.string(arguments[0]) != nil else {
          return nil
        }
        let index = arguments.count == 2 ? arguments[1] : .absent
        return try arena.makeRecord(.device, [arguments[0], index])
      },
      PickleBuilder(["torch.serialization"], "_get_layout") { arena, call in
        let name = arena.argument(0, of: call)
        return arena.string(name) == nil ? nil : try arena.makeRecord(.layout, [name])
      },
      PickleBuilder(["torch.storage"], "_load_from_bytes") { arena, call in
        try arena.makeStorage(ofNested: arena.argument(0, of: call))
      },
    ] + names, types: [.tensor, .parameter, .storage, .size, .device, .layout])

  private static let tensors: [PickleBuilder] = [
    PickleBuilder(["torch._utils"], "_rebuild_tensor") { arena, call in
      let arguments = arena.arguments(of: call)
      guard arguments.count == 4 else { return nil }
      return try arena.makeTensor(
        storage: arguments[0], offset: arguments[1], shape: arguments[2], strides: arguments[3])
    },
    PickleBuilder(["torch._utils"], "_rebuild_tensor_v2") { arena, call in
      try arena.makeTensor(arena.arguments(of: call), hasType: false)
    },
    PickleBuilder(["torch._utils"], "_rebuild_tensor_v3") { arena, call in
      try arena.makeTensor(arena.arguments(of: call), hasType: true)
    },
    PickleBuilder(["torch._utils"], "_rebuild_qtensor") { arena, call in
      let arguments = arena.arguments(of: call)
      guard (6...7).contains(arguments.count),
        let tensor = try arena.makeTensor(
          storage: arguments[0], offset: arguments[1], shape: arguments[2], strides: arguments[3],
          needsGradient: arguments[5])
      else { return nil }
      arena.setField(5, of: tensor, to: arguments[4])
      return tensor
    },
    PickleBuilder(["torch._utils"], "_rebuild_parameter") { arena, call in
      try arena.makeParameter(arena.arguments(of: call))
    },
    PickleBuilder(["torch._utils"], "_rebuild_parameter_with_state") { arena, call in
      try arena.makeParameter(arena.arguments(of: call))
    },
    PickleBuilder(["torch._tensor", "torch.tensor"], "_rebuild_from_type_v2") { arena, call in
      let arguments = arena.arguments(of: call)
      guard arguments.count == 4, let tensor = try arena.makeTensor(calling: arguments) else {
        return nil
      }
      return tensor
    },
  ]

  /// Names that stand for themselves, and functions whose results stay data.
  private static let names: [PickleBuilder] =
    TorchType.storageClassNames.map {
      PickleBuilder(["torch", "torch.cuda", "torch.storage"], $0)
    } + TorchType.allCases.map { PickleBuilder(["torch"], $0.rawValue) }
    + TorchType.aliases.keys.sorted().map { PickleBuilder(["torch"], $0) }
    + [
      "_rebuild_sparse_tensor", "_rebuild_sparse_csr_tensor", "_rebuild_nested_tensor",
      "_rebuild_meta_tensor_no_storage", "_rebuild_device_tensor_from_numpy",
      "_rebuild_device_tensor_from_cpu_tensor",
    ].map { PickleBuilder(["torch._utils"], $0) }
    + ["per_tensor_affine", "per_channel_affine", "strided", "sparse_coo", "sparse_csr", "Tensor"]
    .map { PickleBuilder(["torch"], $0) }
    + [
      PickleBuilder(["torch.nn.parameter"], "Parameter"),
      PickleBuilder(["torch.nn.parameter"], "Buffer"),
      PickleBuilder(["torch.storage"], "TypedStorage"),
    ]
}

extension PickleRecordType {
  /// A tensor: the storage once its bytes are known, the type's name, the shape, whether it needs a
  /// gradient, a class other than `Tensor`, a quantizer, the storage's id as long as its bytes are
  /// not known; then, unnamed, the first element's place in the storage and the strides.
  package static let tensor = PickleRecordType(
    50, "tensor",
    fields: ["dtype", "shape", "requires_grad", "class", "quantizer", "storage"],
    form: .written { $0.writeTensor($1, to: &$3) }, hasIdentity: true)

  /// A parameter: its tensor, and whether it needs a gradient.
  package static let parameter = PickleRecordType(
    51, "parameter", fields: ["requires_grad"], hasIdentity: true)

  /// A storage: its bytes, the type's name, key, location, the number of elements; then, unnamed,
  /// whether the most significant byte comes first.
  package static let storage = PickleRecordType(
    52, "storage", fields: ["dtype", "key", "location", "count"],
    form: .written { $0.writeStorage($1, to: &$3) }, hasIdentity: true)

  /// `torch.Size`: the tuple.
  package static let size = PickleRecordType(53, "size", hasIdentity: true)

  /// `torch.device`: kind and index.
  package static let device = PickleRecordType(54, "device", fields: ["index"], hasIdentity: true)

  /// A layout such as `torch.strided`, by its name.
  package static let layout = PickleRecordType(55, "layout")
}

extension PickleArena {
  /// `_rebuild_tensor_v2` and `_v3`.
  fileprivate mutating func makeTensor(
    _ arguments: [PickleValue], hasType: Bool
  ) throws(FormatError) -> PickleValue? {
    let least = hasType ? 7 : 6
    guard (least...least + 1).contains(arguments.count) else { return nil }
    return try makeTensor(
      storage: arguments[0], offset: arguments[1], shape: arguments[2], strides: arguments[3],
      needsGradient: arguments[4], type: hasType ? arguments[6] : .absent)
  }

  fileprivate mutating func makeParameter(
    _ arguments: [PickleValue]
  ) throws(FormatError) -> PickleValue? {
    guard (3...4).contains(arguments.count) else { return nil }
    return try makeRecord(.parameter, [arguments[0], arguments[1]])
  }

  /// `_rebuild_from_type_v2(function, class, arguments, state)`: the tensor that the function would
  /// make, and the class that it would be given.
  fileprivate mutating func makeTensor(
    calling parts: [PickleValue]
  ) throws(FormatError) -> PickleValue? {
    guard let function = className(parts[0]), function.module == "torch._utils",
      let arguments = itemArray(parts[2])
    else { return nil }
    let tensor: PickleValue? =
      switch function.name {
      case "_rebuild_tensor_v2": try makeTensor(arguments, hasType: false)
      case "_rebuild_tensor_v3": try makeTensor(arguments, hasType: true)
      default: nil
      }
    guard let tensor else { return nil }
    setField(4, of: tensor, to: parts[1])
    return tensor
  }
}
