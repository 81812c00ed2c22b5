/// All search spaces by name.
package enum SpaceRegistry {
  /// The spaces in the order of `cg-sample --list`.
  package static let all: [any SearchSpace] = [
    NASBench201(), NASBench101(), DARTS.darts, DARTS.nasbench301, NASBenchASR(), NASBenchMacro(),
    OFAMobileNetV3(), OFAProxyless(), OFAResNet50(), FBNet(), HiAML(), TwoPath(), Inception(),
    PerfSeer(), AlexNetFamily(), VGGFamily(), GoogLeNetFamily(), ResNetFamily(),
    SqueezeNetFamily(), MobileNetV2Family(), MobileNetV3Family(), MnasNetFamily(),
    EfficientNetFamily(), NASBench201Family(),
  ]

  /// The space of a name.
  package static func space(named name: String) -> (any SearchSpace)? {
    all.first { $0.name == name }
  }
}
