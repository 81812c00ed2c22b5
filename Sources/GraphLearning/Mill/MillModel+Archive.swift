extension MillModel {
  /// Writes the model; the same model gives the same archive.
  func archive() -> MillArchive {
    var archive = MillArchive()
    archive.add(operators.sorted())
    archive.add(targets.count)
    for (target, known) in zip(targets, known) {
      archive.add(known)
      target.add(to: &archive)
    }
    return archive
  }

  /// Reads what `archive` wrote.
  init(_ reader: inout MillArchive.Reader) throws(TrainingError) {
    let operators = Set(try reader.strings())
    let count = try reader.count()
    var (targets, known): ([MillTarget], [Int]) = ([], [])
    for index in 0..<count {
      known.append(try reader.count(index))
      targets.append(try MillTarget(&reader, platforms: known[index]))
    }
    self.init(targets: targets, known: known, operators: operators)
  }
}

extension MillTarget {
  fileprivate func add(to archive: inout MillArchive) {
    archive.add(centre.mean)
    archive.add(centre.deviation)
    archive.add(typicalSpread)
    archive.add(scores.map { min($0, .greatestFiniteMagnitude) })
    archive.add(saysAdditive ? 1 : 0)
    archive.add(additive == nil ? 0 : 1)
    additive?.add(to: &archive)
    archive.add(expert == nil ? 0 : 1)
    expert?.add(to: &archive)
  }

  fileprivate init(_ reader: inout MillArchive.Reader, platforms: Int) throws(TrainingError) {
    let centre = (mean: try reader.double(), deviation: max(try reader.double(), 1e-12))
    let typicalSpread = try reader.double()
    let scores = try reader.doubles()
    let saysAdditive = try reader.count(1) == 1
    let additive =
      try reader.count(1) == 1 ? try AdditiveModel(&reader, platforms: platforms) : nil
    let expert = try reader.count(1) == 1 ? try MillExpert(&reader, platforms: platforms) : nil
    self.init(
      additive: additive, saysAdditive: saysAdditive, expert: expert, scores: scores,
      centre: centre,
      typicalSpread: typicalSpread)
  }
}

extension AdditiveModel {
  fileprivate func add(to archive: inout MillArchive) {
    archive.add(costs.prices)
    archive.add(costs.least)
    archive.add(marks.map(\.kind))
    for mark in marks { archive.add(mark.marks.forms) }
    process.add(to: &archive)
  }

  fileprivate init(_ reader: inout MillArchive.Reader, platforms: Int) throws(TrainingError) {
    let (prices, least) = (try reader.doubles(), try reader.double())
    guard let costs = RooflineCosts(prices: prices, least: least, platforms: platforms) else {
      throw TrainingError("\(prices.count) prices of nodes, with \(platforms) known platforms")
    }
    var marks: [(kind: String, marks: NodeMarks)] = []
    for kind in try reader.strings() {
      guard let own = NodeMarks(forms: try reader.doubles()) else {
        throw TrainingError("the marks of \(kind) are no forms of nodes")
      }
      marks.append((kind, own))
    }
    let width = marks.reduce(0) { $0 + $1.marks.count }
    self.init(
      costs: costs, marks: marks,
      process: try KernelProcess(&reader, widths: [width]))
  }
}

extension MillExpert {
  fileprivate func add(to archive: inout MillArchive) {
    archive.add(recipe.name)
    archive.add(least)
    for columns in columns {
      archive.add(columns.names.map(\.block.rawValue))
      archive.add(columns.names.map(\.name))
      archive.add(columns.shifts)
      archive.add(columns.factors)
    }
    process.add(to: &archive)
  }

  fileprivate init(_ reader: inout MillArchive.Reader, platforms: Int) throws(TrainingError) {
    let name = try reader.string()
    guard let recipe = MillRecipe.named(name) else {
      throw TrainingError("mill has no recipe \(name)")
    }
    let least = try reader.double()
    var columns: [FeatureColumns] = []
    for _ in recipe.parts { columns.append(try FeatureColumns(&reader)) }
    let widths = zip(recipe.parts, columns).map { part, columns in
      part.source == .platforms ? platforms : columns.names.count
    }
    self.init(
      recipe, columns: columns, process: try KernelProcess(&reader, widths: widths), least: least)
  }
}

extension FeatureColumns {
  fileprivate init(_ reader: inout MillArchive.Reader) throws(TrainingError) {
    let (blocks, texts) = (try reader.strings(), try reader.strings())
    let (shifts, factors) = (try reader.doubles(), try reader.doubles())
    guard texts.count == blocks.count, shifts.count == blocks.count, factors.count == blocks.count
    else { throw TrainingError("columns of \(blocks.count) features of \(texts.count) names") }
    var names: [Name] = []
    for (block, text) in zip(blocks, texts) {
      guard let block = NetworkTraits.Block(rawValue: block) else {
        throw TrainingError("mill has no features \(block)")
      }
      names.append(Name(block: block, name: text))
    }
    self.init(names: names, shifts: shifts, factors: factors)
  }
}

extension KernelProcess {
  fileprivate func add(to archive: inout MillArchive) {
    for (part, points) in zip(parts, points) {
      archive.add(part.shape.rawValue)
      for value in [part.scale, part.share, part.length] { archive.add(value) }
      archive.add(points)
    }
    for value in [mean, deviation, noise] { archive.add(value) }
    archive.add(hasConstant ? 1 : 0)
    archive.add(weights)
    archive.add(multiples)
  }

  fileprivate init(
    _ reader: inout MillArchive.Reader, widths: [Int]
  ) throws(TrainingError) {
    var (parts, points): ([KernelPart], [[Double]]) = ([], [])
    for width in widths {
      guard let shape = KernelPart.Shape(rawValue: try reader.count(2)) else {
        throw TrainingError("a part of a kernel of no known shape")
      }
      parts.append(
        KernelPart(
          shape: shape, width: width, scale: try reader.double(), share: try reader.double(),
          length: try reader.double()))
      points.append(try reader.doubles())
    }
    let (mean, deviation, noise) = (try reader.double(), try reader.double(), try reader.double())
    let hasConstant = try reader.count(1) == 1
    let (weights, multiples) = (try reader.doubles(), try reader.doubles())
    guard multiples.count == weights.count,
      zip(widths, points).allSatisfy({ $1.count == $0 * weights.count })
    else { throw TrainingError("a process of \(weights.count) points with other features") }
    self.init(
      parts: parts, points: points, weights: weights, mean: mean, deviation: deviation,
      noise: noise, multiples: multiples, hasConstant: hasConstant)
  }
}
