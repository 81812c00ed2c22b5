internal import ByteReading

/// A number for each network that it has at any batch size.
struct StructureNumbers {
  private var numbers: [Int] = []

  init(_ table: FigureTable) {
    var known = ByteTable()
    numbers.reserveCapacity(table.networks.count)
    for (place, network) in table.networks.enumerated() {
      let (number, _) =
        network.structure != 0
        ? known.number(of: table.names[network.structure])
        : known.number(of: Self.withoutBatch(table.networkNames[place]))
      numbers.append(number)
    }
  }

  /// The number of a network of the table.
  subscript(network: Int) -> Int { numbers[network] }

  /// A network's name without the folder and the batch size that names of PerfSeer begin with.
  @_lifetime(copy name)
  private static func withoutBatch(_ name: RawSpan) -> RawSpan {
    let bytes = Span<UInt8>(_bytes: name)
    var place = bytes.count
    while place > 0, bytes[place - 1] != UInt8(ascii: "/") { place -= 1 }
    guard name.extracting(place...).starts(with: Array("bs".utf8)) else { return name }
    place += 2
    while place < bytes.count, bytes[place] &- UInt8(ascii: "0") < 10 { place += 1 }
    guard place < bytes.count, bytes[place] == UInt8(ascii: "_") else { return name }
    return name.extracting(place...)
  }
}
