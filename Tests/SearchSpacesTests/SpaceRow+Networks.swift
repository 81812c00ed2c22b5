/// Rows of the spaces that have whole networks and no cell.
extension SpaceRow {
  static let networks: [SpaceRow] =
    [
      SpaceRow(
        name: "ofa-mobilenetv3",
        refused: [
          ("mbconv3_e3_k3", 14, "a comma and another block"),
          ("mbconv3_e3_k3,mbconv3_e3_k9|", 15, "\"mbconv3_e3_k9\""),
          ("130:mbconv3_e3_k3", 1, "\"130\""),
        ]),
      SpaceRow(
        name: "ofa-proxyless", refused: [("mbconv3_e3_k3", 1, "mbconv2_e3_k3"), ("", 1, "the end")]),
      SpaceRow(
        name: "ofa-resnet50", count: 2_458_914_796_962,
        refused: [
          ("d=1,0,0,0,0", 3, "one of 0, 2"), ("d=2,0,0,0,0;e=0.3", 15, "one of 0.2, 0.25, 0.35"),
        ]),
      SpaceRow(
        name: "fbnet",
        same: [[vector, blocks]],
        refused: [("[0, 9, 1]", 5, "from 0 to 8"), ("k3_e1,k4_e1", 7, "\"k4_e1\"")],
        // Of the benchmark's module, in PyTorch.
        costs: [(vector, 39_487_104, 1_130_524), (everyBlock, 70_314_496, 2_048_740)]),
      SpaceRow(
        name: "hiaml", count: 38_416,
        same: [["hiaml_z,hiaml_z,hiaml_a22,hiaml_src8", "27"]],
        refused: [("hiaml_z,hiaml_q", 9, "\"hiaml_q\""), ("38416", 1, "from 0 to 38415")]),
      SpaceRow(
        name: "two-path",
        refused: [
          ("conv3x3*|conv5x5*", 18, "\";\""),
          ("conv3x3*|conv7x7*", 10, "\"conv7x7\""),
          ("conv3x3*|conv1x1*", 10, "at least one convolution"),
          ("conv3x3*|conv3x3|conv3x3;", 25, "two blocks of the path marked"),
        ]),
      SpaceRow(
        name: "inception",
        refused: [
          ("2*conv3x3@32", 13, "\">\""), ("7*conv3x3@32>32", 1, "from 2 to 6"),
          ("2*conv1x1@32>32", 3, "at least one convolution"),
        ]),
      SpaceRow(
        name: "perfseer",
        refused: [
          ("vggnet:d5:w64", 9, "from 1 to 4"), ("vggnet:d2:w63:first:conv", 12, "a multiple of 8"),
          ("resnext:d1:w64:last:g16:b3", 26, "one of 1, 2, 4"), ("resnet", 1, "\"resnet\""),
        ]),
    ] + families

  private static let vector = "[0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]"
  private static let everyBlock = (0..<22).map { String($0 % 9) }.joined(separator: ",")
  private static let blocks =
    "k3_e1,skip,k5_e6," + Array(repeating: "k3_e1", count: 18).joined(separator: ",") + ",k3_e1_g2"

  private static let families = [
    SpaceRow(
      name: "nnlqp-alexnet",
      refused: [
        ("c=100,101", 7, "\"101\""), ("k=3", 1, "\"c=\""), ("standard network", 10, "the end"),
      ]),
    SpaceRow(name: "nnlqp-vgg16", refused: [("d=2,2,5", 7, "one of 1, 2, 3, 4")]),
    SpaceRow(name: "nnlqp-googlenet", refused: [("c=10", 3, "one of 20")]),
    SpaceRow(name: "nnlqp-resnet18", refused: [("d=2,2,2,4", 9, "one of 1, 2, 3")]),
    SpaceRow(name: "nnlqp-squeezenet", refused: [("v=12", 3, "one of 10, 11")]),
    SpaceRow(name: "nnlqp-mobilenetv2", refused: [("d=3", 3, "one of 1, 2")]),
    SpaceRow(name: "nnlqp-mobilenetv3", refused: [("d=1,3", 5, "one of 1, 2")]),
    SpaceRow(name: "nnlqp-mnasnet", refused: [("d=0", 3, "one of 1, 2, 3, 4")]),
    SpaceRow(name: "nnlqp-efficientnet", refused: [("e=1", 1, "\"d=\"")]),
    SpaceRow(
      name: "nnlqp-nasbench201", count: 15_625,
      same: [
        [
          "0", "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|",
        ]
      ],
      refused: [("15625", 1, "from 0 to 15624")]),
  ]
}
