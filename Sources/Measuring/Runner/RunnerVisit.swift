internal import ByteReading
internal import ComputationGraph
internal import ModelFormats
internal import ProcessControl
internal import RecordStreams

/// What a runner has to say of one model.
struct RunnerAnswer {
  var batch: Int?
  var figures: [Figure] = []
  var conditions = Conditions()
  var failure: Failure?
}

extension RunnerLink {
  /// Has one model measured once.
  ///
  /// - Parameters:
  ///   - model: What is to be measured.
  ///   - file: Its bytes as they are; a model without weights is filled on the way.
  ///   - plan: How often it is run.
  /// - Returns: What the runner says of the model.
  /// - Throws: `MeasuringError` and `ProcessError`; a model that fails is an answer.
  func visit(
    _ model: QueuedModel, _ file: RawSpan, _ plan: MeasuringPlan
  ) throws -> RunnerAnswer {
    let deadline = ContinuousClock.now + .seconds(plan.timeout)
    var answer = RunnerAnswer()
    let kind = ModelKind.sniff(file)
    try check(kind)
    var filled = 0
    do {
      let upload = try send(model.name, by: deadline) { upload in
        if kind == .onnx {
          filled = try ONNXFiller(seed: plan.seed).fill(file, to: upload).filledTensors
        } else {
          try upload.write(file)
        }
      }
      try ask("prepare", by: deadline) { writer in
        writer.member("bytes", upload.count)
        writer.member("sha256", upload.digest)
        writer.member("batch", model.batch)
        guard !plan.dimensions.isEmpty else { return }
        writer.key("dimensions")
        writer.beginObject()
        for (name, size) in plan.dimensions.sorted(by: { $0.key < $1.key }) {
          writer.key(name)
          writer.int(size)
        }
        writer.endObject()
      }
    } catch let error as FormatError {
      answer.failure = Failure(reason: Failure.invalid, message: "\(error)")
      return answer
    }
    if filled > 0 { answer.conditions.set("weights", to: "made up, seed \(plan.seed)") }
    try run(under: plan, by: deadline, &answer)
    if let asked = model.batch, let given = answer.batch, asked != given {
      answer.figures = []
      answer.failure = Failure(
        reason: Failure.invalid, message: "the runner gave batch \(given), not \(asked)")
    }
    return answer
  }

  private func run(
    under plan: MeasuringPlan, by deadline: ContinuousClock.Instant, _ answer: inout RunnerAnswer
  ) throws {
    switch try self.answer(by: deadline) {
    case .prepared(let batch, let conditions):
      answer.batch = batch
      answer.conditions.merge(conditions)
    case .failed(let failure):
      answer.failure = failure
      return
    case let message: throw unexpected(message, expected: "prepared or failed")
    }
    try ask("run", by: deadline, plan.writeMembers)
    while true {
      switch try self.answer(by: deadline) {
      case .figure(let figure):
        if let last = answer.figures.last, last.isContinued(by: figure) {
          answer.figures[answer.figures.count - 1].samples += figure.samples
        } else {
          answer.figures.append(figure)
        }
      case .done(let conditions):
        answer.conditions.merge(conditions)
        answer.figures.removeAll { $0.value == nil && $0.samples.isEmpty }
        if answer.figures.isEmpty {
          answer.failure = Failure(reason: Failure.invalid, message: "the runner gave no figures")
        }
        return
      case .failed(let failure):
        answer.figures = []
        answer.failure = failure
        return
      case let message: throw unexpected(message, expected: "samples, figure, done or failed")
      }
    }
  }

  /// Sees to it that the runner gets models of its formats alone.
  private func check(_ kind: ModelKind) throws {
    // What no reader knows a runner may.
    let isModel = [.onnx, .tensorFlowLite, .text, .unknown].contains(kind)
    let ending: String? =
      switch kind {
      case .onnx: "onnx"
      case .tensorFlowLite: "tflite"
      default: nil
      }
    if hello.formats.isEmpty, kind != .empty, kind != .gitLFSPointer, kind != .html { return }
    guard isModel, ending.map({ hello.formats.contains($0) }) ?? true else {
      let formats = hello.formats.isEmpty ? "a model" : hello.formats.joined(separator: " or ")
      throw MeasuringError.wrongFormat(found: kind.rawValue, expected: formats)
    }
  }
}
