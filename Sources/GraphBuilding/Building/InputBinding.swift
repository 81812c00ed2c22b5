import ByteReading
import ComputationGraph

/// Settles the dimensions of a graph's inputs: the batch, and dimensions that have a name.
///
/// The batch is dimension 0 of the data inputs. A file that leaves it open is built for batch 1
/// unless another is asked for; where the file gives a number, only inputs of that number change.
struct InputBinding {
  /// The batch of the built graph; `nil` if no input has dimensions.
  let batch: Int?
  /// Set if the file may hard-code another batch than the one that is built.
  let change: NodeInference.BatchChange?
  private let symbols: [String: Int]
  private let fixed: Int?

  /// Settles the batch of data inputs with the shapes that the file says, for the batch that was
  /// asked for and the given sizes of named dimensions.
  init(_ shapes: [[DraftDimension]], batch asked: Int?, dimensions: [String: Int]) {
    let ranked = shapes.filter { !$0.isEmpty }.map { $0.map { $0.bound(dimensions) } }
    let pictures = ranked.filter { $0.count > 1 }
    let leading = (pictures.isEmpty ? ranked : pictures).map { $0[0] }
    let numbers = Set(leading.compactMap(\.value))
    let fixed = numbers.count == 1 ? numbers.first : nil
    let isOpen = ranked.contains { $0[0].value == nil }
    var symbols = dimensions
    if leading.isEmpty || (fixed == nil && !isOpen) {
      // Inputs whose first dimensions disagree have no batch.
      (batch, change) = (nil, nil)
    } else {
      let batch = asked ?? fixed ?? 1
      self.batch = batch
      let old = fixed ?? 1
      change = old == batch ? nil : NodeInference.BatchChange(old: old, new: batch)
      for case .symbol(let name) in ranked.map({ $0[0] }) { symbols[name] = batch }
    }
    self.symbols = symbols
    self.fixed = fixed
  }

  /// The dimensions of an input, and notes on those that were not given.
  func shape(
    of declared: [DraftDimension]?, named input: RawSpan
  ) -> (shape: Shape?, notes: [String]) {
    guard let declared else { return (nil, ["input \"\(input.text)\" has no shape"]) }
    var notes: [String] = []
    let shape: Shape = declared.enumerated().map { axis, dimension in
      let bound = dimension.bound(symbols)
      if axis == 0, let batch, bound.value == nil || bound.value == fixed {
        if bound.value == nil {
          notes.append("the batch of \"\(input.text)\" is taken as \(batch)")
        }
        return batch
      }
      switch bound {
      case .value(let size): return size
      case .symbol(let name):
        notes.append("dimension \(axis) of \"\(input.text)\" is \(name), which is not given")
      case .unknown: notes.append("dimension \(axis) of \"\(input.text)\" is not given")
      }
      return nil
    }
    if let first = declared.first, case .symbol(let name) = first, symbols[name] != nil,
      notes.isEmpty, change == nil
    {
      notes.append("the batch of \"\(input.text)\" is \(name), taken as \(batch ?? 1)")
    }
    return (shape, notes)
  }

  /// What the file says of a value between, as far as it still holds.
  func hint(_ declared: [DraftDimension]?) -> Shape? {
    declared?.enumerated().map { axis, dimension in
      // Written down for another batch.
      axis == 0 && change != nil ? nil : dimension.bound(symbols).value
    }
  }
}

extension DraftDimension {
  fileprivate func bound(_ symbols: [String: Int]) -> DraftDimension {
    if case .symbol(let name) = self, let size = symbols[name] { .value(size) } else { self }
  }
}
