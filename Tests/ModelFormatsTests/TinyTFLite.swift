import TestSupport

/// A TensorFlow Lite model of few bytes: a 3 x 3 convolution with a fused ReLU6, and a custom
/// operator on its result.
enum TinyTFLite {
  static func file(
    convolution code: [Int: FlatBytes.Field] = [0: .int8(3)], input: Int32 = 0
  ) -> [UInt8] {
    let convolution: [Int: FlatBytes.Field] = [
      0: .int8(0), 1: .int32(2), 2: .int32(2), 3: .int8(3),
    ]
    return FlatBytes.file(
      "TFL3",
      [
        0: .uint32(3), 1: .tables([code, [0: .int8(32), 1: .text("my-op")]]),
        2: .tables([
          [
            0: .tables([
              tensor("data", [1, 8, 8, 3]), tensor("filters", [4, 3, 3, 3], buffer: 1),
              tensor("features", [1, 4, 4, 4]), tensor("result", [1, 4]),
            ]),
            1: .ints([0]), 2: .ints([3]),
            3: .tables([
              [
                0: .uint32(0), 1: .ints([input, 1, -1]), 2: .ints([2]), 3: .int8(1),
                4: .table(convolution),
              ],
              [0: .uint32(1), 1: .ints([2]), 2: .ints([3])],
            ]),
            4: .text("main"),
          ]
        ]),
        3: .text("made for a test"),
        4: .tables([[:], [0: .bytes(Array(repeating: 1, count: 108))]]),
      ])
  }

  private static func tensor(
    _ name: String, _ shape: [Int32], buffer: UInt32 = 0
  ) -> [Int: FlatBytes.Field] {
    [0: .ints(shape), 1: .int8(9), 2: .uint32(buffer), 3: .text(name)]
  }
}
