package import DenseKernels

/// A value on a tape.
package struct Variable: Sendable, Hashable {
  let index: Int
}

/// A record of a computation over matrices, from which gradients follow by the chain rule backwards.
///
/// Operations compute at once and note how a gradient of their result becomes one of their operands.
/// A tape is used over and over: `reset()` keeps its buffers.
package struct Tape {
  /// The threads that compute.
  package let workers: Workers
  /// Floating-point operations in matrix products so far, 2 a multiply-accumulate.
  package internal(set) var productFlops = 0

  private var slots: [Slot] = []
  private var steps: [Step] = []
  private var pool = BufferPool()

  /// Whether gradients of weights by a few rows are kept as products, for an optimiser that multiplies
  /// them out itself.
  package var keepsProducts = false
  /// The most rows of such a product.
  private static let mostRows = 16

  /// Whether layers that differ between training and prediction are training.
  package var isTraining = false
  /// What layers found out about values that no gradient leads to, such as running averages.
  private var notes: [(variable: Variable, value: Matrix)] = []

  private struct Slot {
    var value: Matrix
    var gradient: Matrix?
    var product: (left: Matrix, right: Matrix)?
    var wantsGradient: Bool
    var isOwned: Bool
  }

  private struct Step {
    var result: Variable
    /// Spreads the gradient of the result, which it may change.
    var backward: (inout Tape, inout Matrix) -> Void
  }

  /// An empty tape.
  package init(workers: Workers) {
    self.workers = workers
  }

  /// A value that no gradient is wanted of.
  package mutating func constant(_ value: Matrix) -> Variable {
    add(Slot(value: value, wantsGradient: false, isOwned: false))
  }

  /// A value that a gradient is wanted of.
  package mutating func parameter(_ value: Matrix) -> Variable {
    add(Slot(value: value, wantsGradient: true, isOwned: false))
  }

  /// The value of a variable.
  package func value(_ variable: Variable) -> Matrix {
    slots[variable.index].value
  }

  /// Takes the gradient of a parameter, after `differentiate`; `nil` where none arrived.
  package mutating func takeGradient(_ variable: Variable) -> Matrix? {
    multiplyOut(variable)
    return slots[variable.index].gradient.take()
  }

  /// Takes the gradient of a parameter, which may be a product that was not multiplied out.
  package mutating func takeAnyGradient(_ variable: Variable) -> Gradient? {
    if let product = slots[variable.index].product.take() {
      return .product(left: product.left, right: product.right)
    }
    return takeGradient(variable).map { .dense($0) }
  }

  /// Takes a gradient's buffers back.
  package mutating func recycle(_ gradient: consuming Gradient) {
    switch gradient {
    case .dense(let matrix): pool.recycle(matrix)
    case .product(let left, let right):
      pool.recycle(left)
      pool.recycle(right)
    }
  }

  /// Takes a matrix back whose buffer came from this tape.
  package mutating func recycle(_ matrix: consuming Matrix) {
    pool.recycle(matrix)
  }

  /// Computes the gradient of a single number by every parameter. The computation stays, so that
  /// other numbers may be differentiated after this one.
  package mutating func differentiate(_ loss: Variable) {
    precondition(value(loss).count == 1)
    var seed = pool.matrix(rows: 1, columns: 1)
    seed[0, 0] = 1
    slots[loss.index].gradient = seed
    for step in steps.reversed() {
      guard var gradient = slots[step.result.index].gradient.take() else { continue }
      step.backward(&self, &gradient)
      pool.recycle(gradient)
    }
  }

  /// Takes the new values of variables that layers keep themselves.
  package mutating func takeNotes() -> [(variable: Variable, value: Matrix)] {
    defer { notes.removeAll() }
    return notes
  }

  /// Forgets all variables and keeps the buffers.
  package mutating func reset() {
    notes.removeAll()
    steps.removeAll(keepingCapacity: true)
    while let slot = slots.popLast() {
      if slot.isOwned { pool.recycle(slot.value) }
      if let gradient = slot.gradient { pool.recycle(gradient) }
      if let product = slot.product {
        pool.recycle(product.left)
        pool.recycle(product.right)
      }
    }
  }

  // MARK: For operations

  /// A matrix of this size with any content.
  mutating func matrix(rows: Int, columns: Int) -> Matrix {
    pool.matrix(rows: rows, columns: columns)
  }

  /// Keeps a matrix made by this tape for the way back.
  mutating func keep(_ value: consuming Matrix) -> Variable {
    add(Slot(value: value, wantsGradient: false, isOwned: true))
  }

  /// Notes the result of an operation, and how its gradient, which may be changed, becomes its operands'.
  mutating func record(
    _ value: consuming Matrix, from operands: [Variable],
    backward: @escaping (inout Tape, inout Matrix) -> Void
  ) -> Variable {
    let wantsGradient = operands.contains { slots[$0.index].wantsGradient }
    let result = add(Slot(value: value, wantsGradient: wantsGradient, isOwned: true))
    if wantsGradient { steps.append(Step(result: result, backward: backward)) }
    return result
  }

  /// The same for an operation whose gradient reads its own result.
  mutating func recordWithResult(
    _ value: consuming Matrix, from operands: [Variable],
    backward: @escaping (inout Tape, inout Matrix, Variable) -> Void
  ) -> Variable {
    let result = Variable(index: slots.count)
    return record(value, from: operands) { backward(&$0, &$1, result) }
  }

  /// Notes the value that a variable is to have after this step.
  mutating func note(_ value: Matrix, for variable: Variable) {
    notes.append((variable, value))
  }

  /// Whether a gradient of this variable is wanted.
  func wantsGradient(_ variable: Variable) -> Bool {
    slots[variable.index].wantsGradient
  }

  /// Gives `body` the gradient of an operand to write, or to add to if its second argument says so.
  mutating func contribute(
    to operand: Variable, _ body: (inout Matrix, _ accumulating: Bool) -> Void
  ) {
    guard slots[operand.index].wantsGradient else { return }
    multiplyOut(operand)
    if var gradient = slots[operand.index].gradient.take() {
      body(&gradient, true)
      slots[operand.index].gradient = gradient
    } else {
      let value = slots[operand.index].value
      var gradient = pool.matrix(rows: value.rows, columns: value.columns)
      body(&gradient, false)
      slots[operand.index].gradient = gradient
    }
  }

  /// Gives `body` a matrix to write, which is then added to the gradient of an operand.
  mutating func contribute(to operand: Variable, _ body: (inout Matrix) -> Void) {
    guard slots[operand.index].wantsGradient else { return }
    let value = slots[operand.index].value
    var part = pool.matrix(rows: value.rows, columns: value.columns)
    body(&part)
    contribute(part, to: operand)
  }

  /// Adds a matrix that this tape has made to the gradient of an operand.
  mutating func contribute(_ part: consuming Matrix, to operand: Variable) {
    guard slots[operand.index].wantsGradient else { return pool.recycle(part) }
    multiplyOut(operand)
    guard var gradient = slots[operand.index].gradient.take() else {
      slots[operand.index].gradient = part
      return
    }
    gradient.add(part, on: workers)
    slots[operand.index].gradient = gradient
    pool.recycle(part)
  }

  /// Keeps the gradient leftᵀ · right of a parameter as a product, if that is wanted and pays; whether
  /// it was kept.
  mutating func keepProduct(for operand: Variable, left: Matrix, right: Matrix) -> Bool {
    let slot = slots[operand.index]
    guard keepsProducts, !slot.isOwned, slot.wantsGradient, slot.gradient == nil,
      slot.product == nil, left.rows <= Self.mostRows, slot.value.count >= 4096
    else { return false }
    slots[operand.index].product = (copy(of: left), copy(of: right))
    return true
  }

  /// Makes a gradient that was kept as a product an ordinary one.
  private mutating func multiplyOut(_ operand: Variable) {
    guard let product = slots[operand.index].product.take() else { return }
    let value = slots[operand.index].value
    var gradient = pool.matrix(rows: value.rows, columns: value.columns)
    gradient.setProduct(.transposed(product.left), .plain(product.right), on: workers)
    slots[operand.index].gradient = gradient
    pool.recycle(product.left)
    pool.recycle(product.right)
  }

  private mutating func copy(of matrix: Matrix) -> Matrix {
    var result = pool.matrix(rows: matrix.rows, columns: matrix.columns)
    result.set(to: matrix, on: workers)
    return result
  }

  private mutating func add(_ slot: Slot) -> Variable {
    slots.append(slot)
    return Variable(index: slots.count - 1)
  }
}
