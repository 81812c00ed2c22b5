/// An operator with its attributes and weights, but for the shapes of what it reads.
///
/// `LayerSpelling` says how ONNX writes each.
package enum Layer: Sendable, Hashable {
  /// A convolution to so many channels.
  case conv(Int, Window, groups: Int = 1, bias: Bool = false)
  /// A transposed convolution to so many channels.
  case convTransposed(Int, Window, groups: Int = 1, bias: Bool = false)
  /// Batch normalisation over channels, as at inference: four weights a channel.
  case batchNorm
  /// Layer normalisation over the last dimension.
  case layerNorm
  case relu
  /// A clip to 0 and an upper bound.
  case cappedRelu(Float)
  case leakyRelu(Float)
  case sigmoid
  case tanh
  /// min(max(slope · x + ½, 0), 1)
  case hardSigmoid(Float)
  case hardSwish
  case elu
  case softmax
  /// Local response normalisation over so many channels.
  case localNorm(Int)
  case maxPool(Window)
  /// An average over the window; padding counts only if it is said.
  case averagePool(Window, countsPadding: Bool = false)
  case globalAveragePool
  case globalMaxPool
  /// The mean over height and width, which stay as 1 or go.
  case spatialMean(keeps: Bool)
  case add
  case subtract
  case multiply
  case divide
  /// Adds a constant.
  case plus(Float)
  /// Multiplies by a constant.
  case times(Float)
  /// Divides by a constant.
  case over(Float)
  /// Joins along a dimension.
  case concat(axis: Int = 1)
  /// A matrix of weights: so many results.
  case linear(Int, bias: Bool = true)
  /// All dimensions but the first made one.
  case flatten
  case reshape([Int])
  case transpose([Int])
  case identity
  /// At inference the identity, and a node nevertheless.
  case dropout
  /// Elements `from` up to `to` of a dimension.
  case slice(axis: Int, from: Int, to: Int)
  /// Zeros around height and width: before, after.
  case pad(Window.Pair, Window.Pair)
  /// Height and width times a factor, nearest neighbour.
  case upsample(Int)
  /// A recurrent layer over [steps, batch, features] with so many features: its results at all
  /// steps.
  case lstm(Int)
}
