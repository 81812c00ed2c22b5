extension NASBench101 {
  /// A stem to 128 channels, three stacks of three cells with a pool and twice the channels in
  /// between, the mean and a classifier.
  package func build(
    _ genes: Genes, as form: String, for task: NetworkTask, with net: inout NetworkBuilder
  ) {
    guard let module = NASBench101Module(genes) else { return }
    var x = Self.convolve(net.input, 128, .same(3), &net)
    for stack in 0..<3 {
      if stack > 0 { x = net.maxPool(x, Window(2, stride: 2, padding: 0)) }
      for _ in 0..<3 { x = Self.addCell(module, x, 128 << stack, &net) }
    }
    net.output = net.linear(net.add(.spatialMean(keeps: false), x), task.classes)
  }

  private static func convolve(
    _ x: NetworkBuilder.Tensor, _ channels: Int, _ window: Window, _ net: inout NetworkBuilder
  ) -> NetworkBuilder.Tensor {
    net.relu(net.convNorm(x, channels, window))
  }

  private static let one = Window(1, padding: 0)

  /// `build_module` of the original: the input is projected to each vertex that reads it; a vertex
  /// adds up what it reads; the output joins what it reads, and adds the projected input.
  private static func addCell(
    _ module: NASBench101Module, _ x: NetworkBuilder.Tensor, _ channels: Int,
    _ net: inout NetworkBuilder
  ) -> NetworkBuilder.Tensor {
    let last = module.vertexCount - 1
    let widths = module.widths(of: channels)
    var vertices = [x]
    for vertex in 1..<max(last, 1) {
      var terms = module.operands[vertex].filter { $0 > 0 }.map { source in
        truncate(vertices[source], widths[vertex], &net)
      }
      if module.operands[vertex].contains(0) {
        terms.append(convolve(x, widths[vertex], one, &net))
      }
      let sum = net.sum(terms)
      switch module.operators[vertex - 1] {
      case 0: vertices.append(convolve(sum, widths[vertex], .same(3), &net))
      case 1: vertices.append(convolve(sum, widths[vertex], one, &net))
      default: vertices.append(net.maxPool(sum, .same(3)))
      }
    }
    let joined = module.operands[last].filter { $0 > 0 }.map { vertices[$0] }
    let projects = module.operands[last].contains(0)
    guard !joined.isEmpty else { return convolve(x, channels, one, &net) }
    let result = net.concat(joined)
    return projects ? net.sum(result, convolve(x, channels, one, &net)) : result
  }

  /// Leaves out the channel that a wider vertex has too many.
  private static func truncate(
    _ x: NetworkBuilder.Tensor, _ channels: Int, _ net: inout NetworkBuilder
  ) -> NetworkBuilder.Tensor {
    net.channels(of: x) == channels ? x : net.add(.slice(axis: 1, from: 0, to: channels), x)
  }
}

extension NASBench101Module {
  /// `compute_vertex_channels` of the original: what the output joins shares its channels, the first
  /// ones getting those that are left over; any other vertex is as wide as the widest that reads it.
  func widths(of channels: Int) -> [Int] {
    let last = vertexCount - 1
    var widths = Array(repeating: 0, count: vertexCount)
    let joined = operands[last].filter { $0 > 0 }
    for (place, vertex) in joined.enumerated() {
      widths[vertex] = channels / joined.count + (place < channels % joined.count ? 1 : 0)
    }
    for vertex in (1..<max(last, 1)).reversed() where !joined.contains(vertex) {
      for reader in vertex + 1..<last where operands[reader].contains(vertex) {
        widths[vertex] = max(widths[vertex], widths[reader])
      }
    }
    return widths
  }
}
