extension PerfSeer {
  /// Reads a code: four stages with bars between them.
  package func genes(from text: String, as encoding: String?) throws(CodeError) -> Genes {
    var cursor = CodeCursor(text)
    cursor.skipBlanks()
    var genes: Genes = []
    for (place, limit) in Self.depthLimits.enumerated() {
      if place > 0 { try cursor.expect("|") }
      genes += try Self.readStage(&cursor, limit).genes
    }
    try cursor.finish()
    return genes
  }

  private static func readStage(
    _ cursor: inout CodeCursor, _ limit: Int
  ) throws(CodeError) -> Stage {
    let style = Style.allCases[try cursor.choice(of: Style.allCases.map(\.name))]
    try cursor.expect(":d")
    let depth = try cursor.number(in: 1...limit)
    try cursor.expect(":w")
    let start = cursor
    let channels = try cursor.number(in: 8...2048)
    guard channels % 8 == 0 else { throw start.refusal(expecting: "a multiple of 8") }
    try cursor.expect(":")
    let halvesLast = try cursor.choice(of: ["first", "last"]) == 1
    var settings = (0, 0)
    switch style {
    case .vggnet:
      try cursor.expect(":")
      settings.0 = try cursor.choice(of: ["conv", "pool"])
    case .resnext:
      try cursor.expect(":g")
      settings.0 = try cursor.choice(of: groups.map(String.init))
      try cursor.expect(":b")
      settings.1 = try cursor.choice(of: divisors.map(String.init))
    case .densenet:
      try cursor.expect(":k")
      settings.0 = try cursor.choice(of: growths.map(String.init))
    case .mobilenet, .googlenet: break
    }
    return Stage(
      style: style, depth: depth, channels: channels, halvesLast: halvesLast, settings: settings)
  }

  /// Writes a code.
  package func text(of genes: Genes, as encoding: String) -> String {
    Self.stages(genes).map { stage in
      let settings =
        switch stage.style {
        case .vggnet: stage.settings.0 == 0 ? ":conv" : ":pool"
        case .resnext:
          ":g\(Self.groups[stage.settings.0]):b\(Self.divisors[stage.settings.1])"
        case .densenet: ":k\(Self.growths[stage.settings.0])"
        case .mobilenet, .googlenet: ""
        }
      let place = stage.halvesLast ? "last" : "first"
      return "\(stage.style.name):d\(stage.depth):w\(stage.channels):\(place)\(settings)"
    }.joined(separator: "|")
  }
}
