extension NASBenchASR {
  /// 80 features of each frame, as an image of height 1.
  package func inputShape(for task: NetworkTask) -> [Int] {
    [task.batch, 80, 1, task.resolution]
  }

  /// Four blocks of a convolution over time and three to six cells, an LSTM, and a matrix.
  ///
  /// A linear layer on every frame is written as the convolution of width 1 that it is. Dropout is
  /// not there at inference. Reference: `nasbench_asr/model/torch` of the authors' repository.
  package func build(
    _ genes: Genes, as form: String, for task: NetworkTask, with net: inout NetworkBuilder
  ) {
    var x = net.input
    for (channels, stride, cells) in Self.blocks {
      x = Self.padded(x, channels, kernel: 8, stride: stride, &net)
      x = Self.normalised(x, &net)
      for _ in 0..<cells {
        x = Self.normalised(
          form == "pruned" ? addUsed(genes, x, &net) : Self.addAll(genes, x, &net), &net)
      }
    }
    net.output =
      form == "convolutional"
      ? net.conv(x, task.classes, Window(1, padding: 0), bias: true)
      : Self.recurrentEnd(x, task.classes, &net)
  }

  /// Channels, stride and cells of the blocks.
  private static let blocks = [(600, 1, 3), (800, 1, 4), (1000, 2, 5), (1200, 2, 6)]

  /// The cell as the code computes it: a node is its operator on the node before, plus a term for
  /// each earlier node, which is that node or zero.
  private static func addAll(
    _ genes: Genes, _ x: NetworkBuilder.Tensor, _ net: inout NetworkBuilder
  ) -> NetworkBuilder.Tensor {
    var nodes = [x]
    for node in 0..<3 {
      var terms = [apply(genes[starts[node]], to: nodes[node], &net)]
      for flag in 0...node {
        let isThere = genes[starts[node] + 1 + flag] == 1
        terms.append(isThere ? nodes[flag] : net.add(.times(0), nodes[flag]))
      }
      nodes.append(net.sum(terms))
    }
    return nodes[3]
  }

  /// The pruned cell, whose nodes sum up what they read; zero if nothing leads through it.
  private func addUsed(
    _ genes: Genes, _ x: NetworkBuilder.Tensor, _ net: inout NetworkBuilder
  ) -> NetworkBuilder.Tensor {
    let cell = cell(of: genes, as: "pruned")
    guard cell.count > 0 else { return net.add(.times(0), x) }
    var nodes = [x]
    for node in cell.nodes.dropFirst() {
      let sum = net.sum(node.operands.map { nodes[$0] })
      let gene = Self.labels.firstIndex(of: node.op)
      nodes.append(gene.map { Self.apply($0, to: sum, &net) } ?? sum)
    }
    return nodes[cell.count - 1]
  }

  private static func apply(
    _ gene: Int, to x: NetworkBuilder.Tensor, _ net: inout NetworkBuilder
  ) -> NetworkBuilder.Tensor {
    let channels = net.channels(of: x)
    switch gene {
    case 0: return capped(net.conv(x, channels, Window(1, padding: 0), bias: true), &net)
    case 1: return padded(x, channels, kernel: 5, groups: 100, &net)
    case 2: return padded(x, channels, kernel: 5, dilation: 2, groups: 100, &net)
    case 3: return padded(x, channels, kernel: 7, groups: 100, &net)
    case 4: return padded(x, channels, kernel: 7, dilation: 2, groups: 100, &net)
    default: return net.add(.times(0), x)
    }
  }

  /// `PadConvRelu`: a convolution over time that looks four frames ahead, and the rest back.
  private static func padded(
    _ x: NetworkBuilder.Tensor, _ channels: Int, kernel: Int, stride: Int = 1, dilation: Int = 1,
    groups: Int = 1, _ net: inout NetworkBuilder
  ) -> NetworkBuilder.Tensor {
    let most = kernel * dilation - stride
    let ahead = min(most, 4 / stride)
    let back = ahead == most ? 0 : (kernel - 1) * dilation - ahead
    let wide = net.add(.pad(Window.Pair(0, back), Window.Pair(0, ahead)), x)
    let window = Window(
      Window.Pair(1, kernel), stride: Window.Pair(1, stride), padding: 0,
      dilation: Window.Pair(1, dilation))
    return capped(net.conv(wide, channels, window, groups: groups, bias: true), &net)
  }

  /// min(max(x, 0), 20)
  private static func capped(
    _ x: NetworkBuilder.Tensor, _ net: inout NetworkBuilder
  ) -> NetworkBuilder.Tensor {
    net.add(.cappedRelu(20), x)
  }

  /// Layer normalisation of each frame.
  private static func normalised(
    _ x: NetworkBuilder.Tensor, _ net: inout NetworkBuilder
  ) -> NetworkBuilder.Tensor {
    let last = net.add(.layerNorm, net.add(.transpose([0, 2, 3, 1]), x))
    return net.add(.transpose([0, 3, 1, 2]), last)
  }

  /// An LSTM of 500 features, and a matrix on each frame: [frames, batch, classes].
  private static func recurrentEnd(
    _ x: NetworkBuilder.Tensor, _ classes: Int, _ net: inout NetworkBuilder
  ) -> NetworkBuilder.Tensor {
    let shape = net.shape(of: x)
    let frames = net.add(.transpose([3, 0, 1, 2]), x)
    let sequence = net.add(.reshape([shape[3], shape[0], shape[1]]), frames)
    let states = net.add(.reshape([shape[3] * shape[0], 500]), net.add(.lstm(500), sequence))
    return net.add(.reshape([shape[3], shape[0], classes]), net.linear(states, classes))
  }
}
