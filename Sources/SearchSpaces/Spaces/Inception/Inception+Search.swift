extension Inception {
  /// Draws as the authors do: see `drawStage`.
  package func sample(using random: inout SeededRandom) -> Genes {
    Self.genes(Self.channels.map { Self.drawStage($0, using: &random) })
  }

  /// Blocks and chains evenly; the operators dealt out to the chains, one not a convolution with a
  /// chance of 4 in 12 as long as a chain has none; the channels split among the chains.
  private static func drawStage(_ channels: Int, using random: inout SeededRandom) -> Stage {
    let blocks = 2 + random.next(below: 5)
    let count = 1 + random.next(below: 4)
    var chains: [Chain] = []
    var left = mostOperators[count - 1]
    let least = leastOperators[count - 1]
    let ends = drawEnds(channels, count, using: &random)
    for chain in 0..<count {
      let most = max(least, left - least * (count - 1 - chain))
      let length = least + random.next(below: most - least + 1)
      left -= length
      let operators = drawOperators(length, using: &random)
      let inside = drawInside(ends[chain], operators, using: &random)
      chains.append(Chain(operators: operators, inside: inside, end: ends[chain]))
    }
    return Stage(blocks: blocks, chains: chains)
  }

  private static func drawOperators(
    _ count: Int, using random: inout SeededRandom
  ) -> [Int] {
    var drawn = [random.next(below: convolutions)]
    for _ in 1..<max(count, 1) {
      let hasOther = drawn.contains { $0 >= convolutions }
      let isOther = !hasOther && random.next(below: 12) < 4
      drawn.append(
        isOther ? convolutions + random.next(below: 4) : random.next(below: convolutions))
    }
    drawn.shuffle(using: &random)
    return drawn
  }

  /// Three chains: a half and two quarters; others equal parts, the last takes the rest. Shuffled,
  /// and at least 16.
  private static func drawEnds(
    _ channels: Int, _ count: Int, using random: inout SeededRandom
  ) -> [Int] {
    var ends =
      count == 3
      ? [channels / 2, channels / 4, channels - channels / 2 - channels / 4]
      : (0..<count).map {
        channels / count + ($0 == count - 1 ? channels % count : 0)
      }
    ends.shuffle(using: &random)
    return ends.map { max($0, 16) }
  }

  /// Half with a chance of 3 in 10, twice with 1 in 10, if two operators can change the channels.
  private static func drawInside(
    _ end: Int, _ operators: [Int], using random: inout SeededRandom
  ) -> Int {
    guard operators.count(where: { $0 < changing }) > 1 else { return end }
    let draw = random.next(below: 10)
    return max(draw < 3 ? end / 2 : draw < 9 ? end : end * 2, 16)
  }

  /// One stage with one block more or less, or one operator of its own sort exchanged.
  package func neighbours(of genes: Genes) -> [Genes] {
    let stages = Self.checked(genes)
    var neighbours: [Genes] = []
    for stage in stages.indices {
      for blocks in 2...6 where blocks != stages[stage].blocks {
        var changed = stages
        changed[stage].blocks = blocks
        neighbours.append(Self.genes(changed))
      }
      for (chain, place) in Self.places(of: stages[stage]) {
        let old = stages[stage].chains[chain].operators[place]
        for new in Self.alternatives(to: old) where new != old {
          var changed = stages
          changed[stage].chains[chain].operators[place] = new
          neighbours.append(Self.genes(changed))
        }
      }
    }
    return neighbours
  }

  /// One of the neighbours.
  package func mutated(_ genes: Genes, using random: inout SeededRandom) -> Genes {
    let neighbours = neighbours(of: genes)
    return neighbours[random.next(below: neighbours.count)]
  }

  /// Each stage comes from one of the two.
  package func crossed(
    _ first: Genes, _ second: Genes, using random: inout SeededRandom
  ) -> Genes {
    Self.genes(
      zip(Self.checked(first), Self.checked(second)).map { random.next() & 1 == 0 ? $0 : $1 })
  }

  private static func places(of stage: Stage) -> [(chain: Int, place: Int)] {
    stage.chains.indices.flatMap { chain in
      stage.chains[chain].operators.indices.map { (chain, $0) }
    }
  }

  private static func alternatives(to gene: Int) -> Range<Int> {
    gene < convolutions ? 0..<convolutions : convolutions..<operators.count
  }
}
