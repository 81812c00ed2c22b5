package import ByteReading

/// Containers that put several pickles, or arrays without one, into one value.
extension PickleMachine {
  /// Goes on at another byte of the input, counted from the start of its bytes.
  package mutating func move(to position: Int) {
    arena.input.position = position
  }

  /// Changes the arena that is being filled.
  package mutating func edit<Result>(
    _ change: (inout PickleArena) throws(FormatError) -> Result
  ) throws(FormatError) -> Result {
    try change(&arena)
  }

  /// Reads the next pickle as a part of a larger value.
  package mutating func readPart() throws(FormatError) -> PickleValue {
    try run()
    return arena.root
  }

  /// Hands out the arena that is being filled, with a root that was made of parts.
  @_lifetime(copy self)
  package mutating func finish(_ root: PickleValue) -> PickleArena {
    arena.root = root
    return takeArena()
  }
}

extension PickleArena {
  /// How deep pickles may lie in pickles, each of which has a machine of its own.
  private static let nestingLimit = 4

  /// Reads a pickle that lies between the opcodes of this one, from the next byte of the input on.
  @_lifetime(self: copy self)
  mutating func readNestedPickle() throws(FormatError) -> PickleValue {
    guard nesting < Self.nestingLimit else {
      throw FormatError(
        .overLimit("pickles in pickles more than \(Self.nestingLimit) deep"), at: input.offset)
    }
    var machine = PickleMachine(input, builders: builders, limits: limits)
    machine.arena = makeWay(for: PickleArena(input, builders: builders, limits: limits))
    machine.arena.nesting += 1
    do {
      let value = try machine.readPart()
      self = machine.arena
      nesting -= 1
      return value
    } catch {
      self = machine.arena
      throw error
    }
  }
}
