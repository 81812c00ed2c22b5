import ComputationGraph
import GraphDrawing
import TestSupport
import Testing

@Suite("Layout")
struct LayoutTests {
  // MARK: Contents

  /// A chain with branches and long links, as networks have them.
  static func network(of count: Int, seed: UInt64) -> LinkedBoxes {
    var chance = SplitMix64(seed: seed)
    var content = LinkedBoxes()
    for box in 0..<count {
      content.boxes.append(
        .init(width: Double.random(in: 30...160, using: &chance), height: 20 + Double(box % 3) * 12)
      )
      guard box > 0 else { continue }
      for _ in 0..<Int.random(in: 1...3, using: &chance) {
        let reach = Int.random(in: 1...10, using: &chance) == 1 ? 60 : 5
        let from = Int.random(in: max(0, box - reach)..<box, using: &chance)
        content.links.append(.init(from: from, to: box))
      }
    }
    return content
  }

  static func chain(of count: Int) -> LinkedBoxes {
    LinkedBoxes(
      boxes: Array(repeating: .init(width: 80, height: 30), count: count),
      links: (1..<max(count, 1)).map { .init(from: $0 - 1, to: $0) })
  }

  static let contents: [(String, LinkedBoxes)] = [
    ("nothing", LinkedBoxes()), ("one box", chain(of: 1)), ("a chain", chain(of: 40)),
    ("a long chain", chain(of: 700)), ("a small network", network(of: 12, seed: 1)),
    ("a network", network(of: 150, seed: 2)), ("a large network", network(of: 900, seed: 3)),
    (
      "boxes without links",
      LinkedBoxes(boxes: Array(repeating: .init(width: 50, height: 20), count: 30))
    ),
    (
      "every pair linked",
      LinkedBoxes(
        boxes: Array(repeating: .init(width: 50, height: 20), count: 40),
        links: (0..<40).flatMap { to in (0..<to).map { .init(from: $0, to: to) } })
    ),
  ]

  // MARK: Laying out

  @Test(arguments: contents)
  func `puts no two boxes in one place`(name: String, content: LinkedBoxes) throws {
    let layout = try Layout(content)
    let frames = layout.frames
    let order = frames.indices.sorted { frames[$0].y < frames[$1].y }
    for (place, box) in order.enumerated() {
      for other in order[(place + 1)...] {
        guard frames[other].y < frames[box].y + frames[box].height else { break }
        #expect(!frames[box].overlaps(frames[other]), "\(name): \(box) and \(other)")
      }
    }
  }

  @Test(arguments: contents)
  func `lets every link lead to a later layer`(name: String, content: LinkedBoxes) throws {
    let layout = try Layout(content)
    for link in content.links {
      #expect(layout.layers[link.from] < layout.layers[link.to], "\(name): \(link)")
      if layout.columns[link.from] == layout.columns[link.to] {
        let above = layout.frames[link.from]
        #expect(above.y + above.height < layout.frames[link.to].y, "\(name): \(link)")
      } else {
        #expect(layout.columns[link.from] < layout.columns[link.to], "\(name): \(link)")
      }
    }
  }

  @Test(arguments: contents)
  func `keeps everything on the page`(name: String, content: LinkedBoxes) throws {
    let layout = try Layout(content)
    for frame in layout.frames {
      #expect(frame.x >= -0.01 && frame.x + frame.width <= layout.width + 0.01, "\(name): \(frame)")
      #expect(
        frame.y >= -0.01 && frame.y + frame.height <= layout.height + 0.01, "\(name): \(frame)")
    }
    for point in layout.routes.flatMap(\.strokes).map(\.end) {
      #expect(point.x >= -0.01 && point.x <= layout.width + 60, "\(name): \(point)")
      #expect(point.y >= -0.01 && point.y <= layout.height + 0.01, "\(name): \(point)")
    }
  }

  @Test(arguments: contents)
  func `draws every link once`(name: String, content: LinkedBoxes) throws {
    let layout = try Layout(content)
    let drawn = layout.routes.flatMap { route in
      route.heads.map { LinkedBoxes.Link(from: route.source, to: $0.target) }
    }
    #expect(Set(drawn) == Set(content.links), "\(name)")
    #expect(drawn.count == Set(content.links).count, "\(name)")
  }

  @Test(arguments: contents)
  func `lets no line run through a box`(name: String, content: LinkedBoxes) throws {
    let layout = try Layout(content, columns: 1)
    for route in layout.routes {
      var pen = layout.routes[0].strokes[0].end
      for stroke in route.strokes {
        if case .line(let end) = stroke, abs(end.x - pen.x) < 0.6 {
          let (upper, lower) = (min(pen.y, end.y) + 0.5, max(pen.y, end.y) - 0.5)
          let crossed = layout.frames.indices.first { box in
            let frame = layout.frames[box]
            return box != route.source && frame.x < end.x && end.x < frame.x + frame.width
              && frame.y < lower && upper < frame.y + frame.height
          }
          #expect(crossed == nil, "\(name): a line from \(route.source)")
        }
        pen = stroke.end
      }
    }
  }

  @Test func `gives the same for the same`() throws {
    let content = Self.network(of: 300, seed: 9)
    #expect(try Layout(content) == Layout(content))
  }

  @Test func `keeps a chain straight`() throws {
    let layout = try Layout(Self.chain(of: 30), columns: 1)
    #expect(Set(layout.frames.map { $0.x + $0.width / 2 }).count == 1)
  }

  @Test func `breaks a long drawing into columns`() throws {
    let layout = try Layout(Self.chain(of: 700))
    #expect(layout.columns.max() ?? 0 > 5)
    #expect(layout.width < layout.height * 3 && layout.height < layout.width * 3)
    #expect(try Layout(Self.chain(of: 700), columns: 3).columns.max() == 2)
    #expect(try Layout(Self.chain(of: 5)).columns.max() == 0)
  }

  @Test func `puts what only a late box reads near it`() throws {
    var content = Self.chain(of: 20)
    content.boxes.append(.init(width: 40, height: 20))
    content.links.append(.init(from: 20, to: 19))
    let layout = try Layout(content)
    #expect(layout.layers[20] == 18)
  }

  // MARK: Refusing

  @Test(arguments: [[(0, 1), (1, 0)], [(0, 0)], [(0, 1), (1, 2), (2, 3), (3, 1)]])
  func `refuses circles`(links: [(Int, Int)]) {
    let content = LinkedBoxes(
      boxes: Array(repeating: .init(width: 10, height: 10), count: 4),
      links: links.map { .init(from: $0.0, to: $0.1) })
    #expect(throws: GraphError(.cycle)) { try Layout(content) }
  }

  // MARK: Size

  @Test func `takes about as long for each of many boxes`() throws {
    func time(_ count: Int) throws -> Duration {
      let content = Self.network(of: count, seed: 4)
      return try ContinuousClock().measure { _ = try Layout(content) }
    }
    _ = try time(500)
    let (small, large) = (try time(1250), try time(5000))
    #expect(large < small * 16, "\(small) for 1250 boxes, \(large) for 5000")
  }

  @Test func `lays links out that pass thousands of layers`() throws {
    var content = Self.chain(of: 3000)
    for box in 0..<2990 { content.links.append(.init(from: box, to: 2999)) }
    let layout = try Layout(content)
    #expect(layout.routes.map(\.heads.count).reduce(0, +) == 2999 + 2990)
  }
}

extension Stroke {
  /// Where the pen stands afterwards.
  var end: Point {
    switch self {
    case .move(let point), .line(let point), .bend(let point), .corner(_, to: let point): point
    }
  }
}
