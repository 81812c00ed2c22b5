// swift-tools-version: 6.2

import PackageDescription

// The targets are listed bottom-up: a target may use only targets declared above it.

/// Language settings shared by every Swift target. Swift 6 mode comes with the tools version.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableExperimentalFeature("Lifetimes"),
  .strictMemorySafety(),
  .treatWarning("StrictMemorySafety", as: .error),
]

/// Square roots as single instructions: with C's `errno` each one is a branch, and no loop over them
/// is vectorised.
let plainRoots: [SwiftSetting] = [.unsafeFlags(["-Xcc", "-fno-math-errno"])]

/// A library of the system as an archive: loading it at every start would take as long as a small job,
/// and only what is called of it is linked in.
func archive(_ name: String) -> LinkerSetting { .linkedLibrary(":lib\(name).a") }

func library(
  _ name: String, uses dependencies: [Target.Dependency] = [], embeds resources: [Resource] = [],
  settings: [SwiftSetting] = [], links archives: [LinkerSetting] = []
) -> Target {
  .target(
    name: name, dependencies: dependencies, resources: resources, swiftSettings: strict + settings,
    linkerSettings: archives)
}

/// Release tools carry the Swift runtime in themselves: they start in a third of the time and run
/// where no toolchain is installed. Only what these settings name is linked in, in this order.
let staticRuntime = ["-l_FoundationCShims", "-l_FoundationCollections", "-lswiftSynchronization"]
let staticFoundation = ["-lCoreFoundation", "-lFoundationInternationalization", "-l_FoundationICU"]

/// Tools export nothing, so that the linker leaves out what no one calls. LLVM's linker comes with the
/// toolchain and lays a tool out for a quicker start than the system's.
let leanLinking = ["-use-ld=lld", "-Xlinker", "--no-export-dynamic"]

/// A command-line tool: everything it does is in the libraries it uses.
///
/// GRDB, behind the catalog, is what brings the whole of Foundation into those that open one; Yams
/// does so for those that read YAML.
func tool(
  _ name: String, opensCatalog: Bool = false, readsYAML: Bool = false,
  uses dependencies: [Target.Dependency]
) -> Target {
  let foundation = opensCatalog || readsYAML ? staticFoundation : []
  let linked = ["-static-stdlib"] + foundation + staticRuntime + leanLinking
  return .executableTarget(
    name: name, dependencies: dependencies + ["ToolSupport", argumentParser], swiftSettings: strict,
    linkerSettings: [.unsafeFlags(linked, .when(configuration: .release))])
}

func tests(
  of name: String, uses dependencies: [Target.Dependency] = [], excluding files: [String] = []
) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: [.byName(name: name), "TestSupport"] + dependencies,
    exclude: files, swiftSettings: strict)
}

let argumentParser: Target.Dependency = .product(
  name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "perfmill",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // Layer 0: system libraries
    .systemLibrary(name: "CArchive", providers: [.apt(["libarchive-dev"])]),
    .systemLibrary(name: "CCrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CMalloc"),
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    // Our only C: a loop for several kinds of processors, which Swift does not compile.
    .target(name: "CAdam"),

    // Layer 1: bytes, streams, kernels — the only code that may say `unsafe`
    library("ByteReading"),
    library("ContentHashing", uses: ["CCrypto"], links: [archive("crypto")]),
    library("RecordStreams", uses: ["ByteReading"]),
    library("DenseKernels", uses: ["CAdam", "COpenBLAS"], settings: plainRoots),
    library("Compression", uses: ["ByteReading", "CZlib"], links: [archive("z")]),
    library("ProcessControl", uses: ["RecordStreams"]),

    // Layer 2: the domain
    library("Conditions"),
    library("Statistics", uses: ["RecordStreams"]),
    library("ComputationGraph", uses: ["ByteReading", "RecordStreams", "ContentHashing"]),
    library(
      "Datasets", uses: ["ByteReading", "ContentHashing", "RecordStreams", "ComputationGraph"],
      embeds: [.embedInCode("cards.json")]),

    // Layer 3: formats
    library("ProtobufFormat", uses: ["ByteReading"]),
    library("NumPyFormat", uses: ["ByteReading"]),
    library(
      "YAMLFormat",
      uses: ["ByteReading", "RecordStreams", .product(name: "Yams", package: "Yams")]),
    library("FlatBufferFormat", uses: ["ByteReading"]),
    library("SafetensorsFormat", uses: ["ByteReading", "RecordStreams"]),
    library(
      "ArchiveFormat", uses: ["ByteReading", "RecordStreams", "Compression", "CArchive"]),
    library(
      "ModelFormats",
      uses: [
        "ByteReading", "RecordStreams", "ComputationGraph", "ProtobufFormat", "FlatBufferFormat",
      ]),
    library("LabelFormats", uses: ["ByteReading", "RecordStreams", "Datasets"]),
    library("PickleFormat", uses: ["ByteReading", "RecordStreams", "NumPyFormat"]),
    library(
      "CheckpointFormat",
      uses: [
        "ByteReading", "RecordStreams", "Compression", "ArchiveFormat", "NumPyFormat",
        "PickleFormat", "SafetensorsFormat",
      ]),

    // Layer 4: work
    library(
      "GraphBuilding",
      uses: [
        "ByteReading", "RecordStreams", "ContentHashing", "ComputationGraph", "Datasets",
        "ArchiveFormat", "ModelFormats", "NumPyFormat", "PickleFormat",
      ],
      embeds: [.embedInCode("../../schemas/costs.json")]),
    library(
      "SearchSpaces",
      uses: [
        "ByteReading", "RecordStreams", "Conditions", "ComputationGraph", "Datasets",
        "GraphBuilding",
      ]),
    library(
      "PickledDatasets",
      uses: [
        "ByteReading", "ContentHashing", "RecordStreams", "ComputationGraph", "Datasets",
        "PickleFormat", "CheckpointFormat", "GraphBuilding",
      ]),
    library(
      "DatasetCatalog",
      uses: [
        "ByteReading", "ContentHashing", "RecordStreams", "Compression", "Conditions",
        "Statistics", "ComputationGraph", "Datasets", "SafetensorsFormat",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    library(
      "GraphLearning",
      uses: [
        "ByteReading", "ContentHashing", "RecordStreams", "ComputationGraph", "Datasets",
        "DenseKernels", "ProtobufFormat", "SafetensorsFormat", "Statistics",
      ]),

    library(
      "ArchitectureSearch",
      uses: [
        "ByteReading", "RecordStreams", "Conditions", "Statistics", "ComputationGraph", "Datasets",
        "DenseKernels", "PickleFormat", "GraphBuilding", "SearchSpaces", "GraphLearning",
      ]),
    library("Charts", uses: ["ByteReading", "Statistics"]),
    library("ReportPages", uses: ["Charts"]),
    library(
      "GraphDrawing",
      uses: ["ByteReading", "RecordStreams", "ComputationGraph", "Charts"],
      embeds: ["head.html", "tools.html", "viewer.js", "viewer.css"].map {
        .embedInCode("Page/\($0)")
      }),
    library(
      "DatasetExport",
      uses: [
        "ByteReading", "ContentHashing", "RecordStreams", "ComputationGraph", "Datasets",
        "ArchiveFormat", "LabelFormats", "NumPyFormat", "PickleFormat", "SafetensorsFormat",
        "DatasetCatalog", "GraphDrawing",
      ]),
    library(
      "DatasetQuality",
      uses: [
        "ByteReading", "RecordStreams", "Statistics", "ComputationGraph", "Datasets", "Charts",
      ]),

    library(
      "Measuring",
      uses: [
        "ByteReading", "ContentHashing", "RecordStreams", "ProcessControl", "ComputationGraph",
        "Datasets", "ArchiveFormat", "ModelFormats", "GraphBuilding", "Statistics",
      ],
      embeds: ["perfmill", "onnxruntime", "vela", "exec"].map {
        .embedInCode("../../Runners/\($0)_runner.py")
      }),

    library(
      "FigureLookup",
      uses: [
        "ByteReading", "RecordStreams", "ProcessControl", "ComputationGraph", "Datasets",
        "DenseKernels", "GraphBuilding", "DatasetCatalog", "GraphLearning",
      ]),

    // Layer 5: what every tool shares
    library(
      "ToolSupport",
      uses: ["CMalloc", "ByteReading", "RecordStreams", "ArchiveFormat", argumentParser]),

    library(
      "LearningSupport",
      uses: [
        "ByteReading", "ContentHashing", "RecordStreams", "ComputationGraph", "Datasets",
        "CheckpointFormat", "DatasetCatalog", "GraphLearning", "ToolSupport",
        "Statistics", "Charts", "ReportPages", "ProcessControl", "GraphDrawing", argumentParser,
      ]),

    // Layer 6: tools
    tool("gt-parse", uses: ["RecordStreams", "Datasets", "LabelFormats"]),
    tool(
      "label-parse", readsYAML: true,
      uses: ["ByteReading", "RecordStreams", "Datasets", "LabelFormats", "YAMLFormat"]),
    tool("onnx-strip", uses: ["RecordStreams", "ModelFormats"]),
    tool(
      "cg-sample",
      uses: [
        "ByteReading", "RecordStreams", "Conditions", "ComputationGraph", "ModelFormats",
        "GraphBuilding", "SearchSpaces",
      ]),
    tool(
      "cg-build",
      uses: ["ByteReading", "RecordStreams", "ComputationGraph", "GraphBuilding", "SearchSpaces"]),
    tool(
      "cg-draw",
      uses: [
        "ByteReading", "RecordStreams", "ProcessControl", "ComputationGraph", "Datasets",
        "GraphBuilding", "GraphDrawing",
      ]),
    tool(
      "pickle-read",
      uses: [
        "ByteReading", "RecordStreams", "PickleFormat", "CheckpointFormat", "Datasets",
        "GraphBuilding", "PickledDatasets",
      ]),
    tool(
      "stats-clean",
      uses: ["ByteReading", "RecordStreams", "Statistics", "DatasetQuality"]),
    tool(
      "dataset-merge", opensCatalog: true,
      uses: ["RecordStreams", "ProcessControl", "Datasets", "DatasetCatalog"]),
    tool(
      "dataset-query", opensCatalog: true,
      uses: [
        "ByteReading", "RecordStreams", "ProcessControl", "Conditions", "ComputationGraph",
        "Datasets", "DenseKernels", "GraphBuilding", "DatasetCatalog", "GraphLearning",
        "FigureLookup", "LearningSupport",
      ]),
    tool(
      "dataset-export", opensCatalog: true,
      uses: ["RecordStreams", "Conditions", "Datasets", "DatasetCatalog", "DatasetExport"]),
    tool(
      "dataset-split", opensCatalog: true,
      uses: ["RecordStreams", "Conditions", "DatasetCatalog"]),
    tool(
      "dataset-lint", opensCatalog: true,
      uses: [
        "RecordStreams", "ComputationGraph", "Datasets", "DatasetCatalog", "DatasetQuality",
      ]),
    tool(
      "gnn-fit", opensCatalog: true,
      uses: ["ByteReading", "RecordStreams", "DenseKernels", "GraphLearning", "LearningSupport"]),
    tool(
      "gnn-eval", opensCatalog: true,
      uses: ["RecordStreams", "Datasets", "DenseKernels", "GraphLearning", "LearningSupport"]),
    tool(
      "gnn-predict", opensCatalog: true,
      uses: [
        "ByteReading", "RecordStreams", "ComputationGraph", "Datasets", "DenseKernels",
        "GraphLearning", "Charts", "LearningSupport",
      ]),
    tool(
      "nas-search", opensCatalog: true,
      uses: [
        "ByteReading", "RecordStreams", "ComputationGraph", "Datasets", "DenseKernels",
        "SearchSpaces", "DatasetCatalog", "GraphLearning", "ArchitectureSearch", "Charts",
        "LearningSupport",
      ]),
    tool("report-bind", uses: ["RecordStreams", "ReportPages"]),

    tool(
      "perf-measure",
      uses: [
        "ByteReading", "RecordStreams", "ProcessControl", "ArchiveFormat", "GraphBuilding",
        "Measuring",
      ]),

    // Tests
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    tests(of: "ByteReading"),
    tests(
      of: "SearchSpaces",
      uses: ["ByteReading", "RecordStreams", "ComputationGraph", "GraphBuilding"]),
    tests(of: "ContentHashing", uses: ["ByteReading"]),
    tests(of: "Compression", uses: ["ByteReading"]),
    tests(of: "RecordStreams", uses: ["ByteReading"]),
    tests(of: "ProcessControl", uses: ["ByteReading"]),
    tests(of: "Conditions"),
    tests(of: "Statistics", uses: ["RecordStreams"]),
    tests(of: "ComputationGraph", uses: ["ByteReading", "RecordStreams"]),
    tests(
      of: "Datasets", uses: ["ByteReading", "RecordStreams", "ComputationGraph", "YAMLFormat"]),
    tests(
      of: "LabelFormats", uses: ["ByteReading", "RecordStreams", "ComputationGraph", "Datasets"]),
    tests(of: "ArchiveFormat", uses: ["ByteReading", "RecordStreams", "Compression"]),
    tests(of: "ProtobufFormat", uses: ["ByteReading"]),
    tests(of: "FlatBufferFormat", uses: ["ByteReading"]),
    tests(
      of: "ModelFormats",
      uses: ["ByteReading", "RecordStreams", "ComputationGraph", "ProtobufFormat"]),
    tests(
      of: "GraphBuilding",
      uses: [
        "ByteReading", "RecordStreams", "ContentHashing", "ComputationGraph", "ArchiveFormat",
        "ModelFormats", "ProtobufFormat",
      ], excluding: ["Oracles"]),
    tests(of: "NumPyFormat", uses: ["ByteReading"], excluding: ["Oracles"]),
    tests(
      of: "Measuring",
      uses: ["ByteReading", "RecordStreams", "ProcessControl", "Datasets", "GraphBuilding"]),
    tests(
      of: "PickleFormat", uses: ["ByteReading", "RecordStreams"], excluding: ["Oracles"]),
    tests(
      of: "CheckpointFormat",
      uses: ["ByteReading", "RecordStreams", "PickleFormat", "SafetensorsFormat"],
      excluding: ["Oracles"]),
    tests(
      of: "PickledDatasets",
      uses: [
        "ByteReading", "ComputationGraph", "Datasets", "GraphBuilding", "PickleFormat",
        "RecordStreams",
      ]),
    tests(of: "DenseKernels"),
    tests(of: "SafetensorsFormat", uses: ["ByteReading"]),
    tests(
      of: "GraphLearning",
      uses: [
        "ByteReading", "DenseKernels", "ComputationGraph", "Datasets", "GraphBuilding",
        "RecordStreams", "SafetensorsFormat", "SearchSpaces", "Statistics", "CheckpointFormat",
      ], excluding: ["Oracles"]),
    tests(
      of: "DatasetCatalog",
      uses: [
        "ByteReading", "ContentHashing", "RecordStreams", "Conditions", "ComputationGraph",
        "Datasets",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    tests(of: "Charts"),
    tests(of: "ReportPages", uses: ["Charts"]),
    tests(of: "DatasetQuality", uses: ["ByteReading", "RecordStreams", "Datasets"]),
    tests(of: "DatasetExport"),
    tests(
      of: "ArchitectureSearch",
      uses: [
        "ByteReading", "RecordStreams", "ComputationGraph", "Datasets", "DenseKernels",
        "SearchSpaces", "GraphLearning",
      ], excluding: ["Oracles"]),
    tests(
      of: "FigureLookup",
      uses: [
        "ComputationGraph", "Datasets", "DenseKernels", "GraphBuilding", "SearchSpaces",
        "DatasetCatalog",
      ]),
    tests(
      of: "GraphDrawing", uses: ["ByteReading", "RecordStreams", "ComputationGraph"]),
    tests(of: "ToolSupport", uses: ["ByteReading", "RecordStreams", argumentParser]),
    // Runs the tools that `swift build --build-tests` has built. Naming them as dependencies would
    // pass their linker settings on to the tests.
    .testTarget(
      name: "ToolTests", dependencies: ["TestSupport", "ByteReading", "ContentHashing"],
      exclude: ["Cases"], swiftSettings: strict),
  ]
)

// Fuzzers are built with a compiler flag of their own: `make fuzz` sets the variable and the flag.
if Context.environment["PERFMILL_FUZZ"] != nil {
  func fuzzer(_ name: String, of readers: [Target.Dependency]) -> Target {
    .executableTarget(
      name: name, dependencies: ["FuzzEntry"] + readers, path: "Fuzzing/\(name)",
      swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])])
  }
  func support(_ name: String, uses dependencies: [Target.Dependency]) -> Target {
    .target(
      name: name, dependencies: dependencies, path: "Fuzzing/\(name)", swiftSettings: strict)
  }
  package.targets += [
    support("FuzzEntry", uses: ["ByteReading"]),
    support(
      "FuzzGraphs", uses: ["ByteReading", "RecordStreams", "ComputationGraph", "GraphBuilding"]),
    fuzzer("fuzz-protobuf", of: ["ProtobufFormat"]),
    fuzzer("fuzz-json", of: ["RecordStreams"]),
    fuzzer("fuzz-archives", of: ["ByteReading", "RecordStreams", "ArchiveFormat"]),
    fuzzer("fuzz-onnx", of: ["ModelFormats"]),
    fuzzer(
      "fuzz-saved",
      of: ["ByteReading", "RecordStreams", "PickleFormat", "CheckpointFormat", "SafetensorsFormat"]),
    fuzzer("fuzz-pickle", of: ["ByteReading", "PickleFormat", "CheckpointFormat"]),
    fuzzer("fuzz-labels", of: ["ByteReading", "RecordStreams", "LabelFormats"]),
    fuzzer(
      "fuzz-records", of: ["ByteReading", "RecordStreams", "ComputationGraph", "Datasets"]),
  ]
  package.targets += ["fuzz-graph", "fuzz-networks", "fuzz-tensorflow", "fuzz-tflite"].map {
    fuzzer($0, of: ["FuzzGraphs", "GraphBuilding"])
  }
}

// The order of the list is the layering: a target uses only targets above it.
var listed: Set<String> = []
for target in package.targets {
  for case .byNameItem(let name, _) in target.dependencies where !listed.contains(name) {
    fatalError("\(target.name) is listed above \(name), which it uses")
  }
  listed.insert(target.name)
}
