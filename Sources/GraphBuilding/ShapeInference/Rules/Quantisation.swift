import ComputationGraph
import ModelFormats

let quantisationRules: [String: ShapeRule] = [
  "DequantizeLinear": { node in node.set(shape: node.shape(0), type: node.type(1) ?? .float32) },
  "DynamicQuantizeLinear": { node in
    node.set(0, shape: node.shape(0), type: .uint8)
    node.set(1, shape: [], type: .float32)
    node.set(2, shape: [], type: .uint8)
  },
  "QuantizeLinear": { node in
    let chosen = node.int("output_dtype").flatMap { Int32(exactly: $0) }
    let type = chosen.flatMap { ElementType(onnx: $0) }
    node.set(shape: node.shape(0), type: node.type(2) ?? type ?? .uint8)
  },
]
