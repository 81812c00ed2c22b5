internal import GraphBuilding
internal import PickleFormat

extension DatasetLayout {
  /// Recognises the layout of a pickle by its contents; of lists of numbers also by the file's name.
  init?(recognising arena: borrowing PickleArena, path: String) {
    let root = arena.root
    if let format = PickledNetworks.recognises(root, in: arena) {
      self.init(rawValue: format.rawValue)
      return
    }
    if arena.value(forKey: "arch_str", in: root).exists
      || arena.value(forKey: "nasbench201", in: root).exists
    {
      self = .hwNASBench
      return
    }
    if let entries = arena.entries(root), entries.count > 0 {
      guard ArchitectureCode(entries[0].key, space: nil, in: arena) != nil else { return nil }
      self = .eagle
      return
    }
    guard let items = arena.items(root), items.count > 0 else { return nil }
    if arena.realNumber(items[0]) != nil, arena.kind(of: root) == .list {
      guard path.hasSuffix(".pt") else { return nil }
      self = .help
      return
    }
    let list = arena.kind(of: root) == .tuple && items.count == 2 ? items[1] : root
    guard let pairs = arena.items(list), pairs.count > 0, let pair = arena.items(pairs[0]),
      pair.count >= 2, ArchitectureCode(pair[0], space: nil, in: arena) != nil
    else { return nil }
    self = .eagle
  }
}
