extension OriginalCheckpoint {
  /// NNLQP's: `state_dict` of the released trainer, with features as published.
  func nnlqp(_ facts: Facts) throws(TrainingError) -> TrainedPredictor {
    var configuration = FitConfiguration(preset: "nnlqp") ?? FitConfiguration()
    configuration.encoding = facts.encoding ?? .nnlqpV0
    configuration.hidden = try matrixShape("graph_conv_1.lin_l.weight").rows
    configuration.widensStatics = tensors["norm_sf_linear.weight"] != nil
    let heads = max(1, count { "head_\($0).fc_1.weight" })
    let targets = try platforms(heads, facts).map {
      Target(platform: $0, metric: "latency", phase: "inference", unit: "s")
    }
    return try predictor(
      configuration, targets: targets, scale: TargetScale(.milli, of: [], unit: "s")
    ) { ($0, false) }
  }

  /// GENNAPE's and AutoGO's: `model` of the k-GNN trainer; PyTorch Geometric has called a layer's two
  /// maps `lin_l` and `lin_r`, and `lin_rel` and `lin_root`.
  func gennape(_ facts: Facts) throws(TrainingError) -> TrainedPredictor {
    var configuration = FitConfiguration(preset: "kgnn") ?? FitConfiguration()
    configuration.encoding = facts.encoding ?? .gennape
    configuration.hidden = try matrixShape("regressor.weight").columns
    let name = "encoder.gnn_layers."
    let kinds = ["lin_l.weight", "lin_rel.weight", "lin.weight", "nn.0.weight"]
    let kind = kinds.first { tensors[name + "0." + $0] != nil } ?? kinds[0]
    configuration.layers = max(1, count { name + "\($0)." + kind })
    let isAttentive = tensors[name + "0.att_src"] != nil
    configuration.convolution =
      facts.convolution
      ?? (kind == kinds[3] ? .gin : kind == kinds[2] ? (isAttentive ? .gat : .gcn) : .graph)
    let targets = try platforms(1, facts).map {
      Target(platform: $0, metric: "accuracy", unit: "1")
    }
    return try predictor(configuration, targets: targets, scale: TargetScale()) { wanted in
      guard kind == kinds[1], wanted.hasPrefix(name) else { return (wanted, false) }
      let ends = [("lin_l.weight", "lin_rel.weight"), ("lin_l.bias", "lin_rel.bias")]
      for (ours, theirs) in ends + [("lin_r.weight", "lin_root.weight")]
      where wanted.hasSuffix(ours) {
        return (String(wanted.dropLast(ours.count)) + theirs, false)
      }
      return (wanted, false)
    }
  }

  /// Eagle's: the state dictionary of its `GCN`, whose convolutions' weights are [in, out]. Without a
  /// range figures are as the network says them.
  func eagle(_ facts: Facts) throws(TrainingError) -> TrainedPredictor {
    let (features, hidden) = try matrixShape("gc.0.weight")
    let (outputs, inputs) = try matrixShape("fc.weight")
    let isPair = inputs == 2 * hidden
    var configuration =
      FitConfiguration(preset: isPair ? "brp-nas-binary" : "brp-nas") ?? FitConfiguration()
    configuration.hidden = hidden
    configuration.layers = max(1, count { "gc.\($0).weight" })
    configuration.comparison = isPair ? (outputs == 2 ? .pair : .oneWay) : .none
    let spaces: [GraphEncoding] = [.brpNAS, .brpNAS101, .brpNASDARTS, .brpNASASR]
    guard
      let encoding = facts.encoding ?? spaces.first(where: { $0.widths.nodes == features })
    else {
      throw TrainingError("cells with \(features) features a node; expected 6, 7, 8 or 10")
    }
    configuration.encoding = encoding
    var scale = TargetScale()
    if let range = facts.range {
      scale.shift = range.lowerBound
      scale.factor = range.upperBound - range.lowerBound
    }
    let targets = try platforms(1, facts).map {
      Target(platform: $0, metric: "latency", phase: "inference", unit: "s")
    }
    return try predictor(configuration, targets: targets, scale: scale) {
      ($0, $0.hasPrefix("gc.") && $0.hasSuffix(".weight"))
    }
  }

  /// The platforms of the heads: as named, or numbered.
  private func platforms(_ count: Int, _ facts: Facts) throws(TrainingError) -> [String] {
    if facts.platforms.isEmpty { return (0..<count).map { "platform-\($0)" } }
    guard facts.platforms.count == count else {
      throw TrainingError("\(facts.platforms.count) platforms are named; expected \(count)")
    }
    return facts.platforms
  }
}
