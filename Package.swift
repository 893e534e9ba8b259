// swift-tools-version: 6.2
import PackageDescription

/// The floors of `Sources/`: a module imports from floors below its own, or from neighbours
/// listed before it on its own floor.
enum Floor: String {
  case bridges = "Bridges"
  case numerics = "Numerics"
  case documents = "Documents"
  case stages = "Stages"
  case learning = "Learning"
  case methods = "Methods"
  case pipeline = "Pipeline"
  case apps = "Apps"
}

let swift6: [SwiftSetting] = [
  .swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny"),
]

func module(
  _ name: String, on floor: Floor, _ dependencies: [Target.Dependency] = [],
  resources: [Resource]? = nil
) -> Target {
  .target(
    name: name, dependencies: dependencies, path: "Sources/\(floor.rawValue)/\(name)",
    resources: resources, swiftSettings: swift6)
}

func tests(of name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.target(name: name), "GalleyTesting"] + dependencies,
    path: "Tests/\(name)Tests", swiftSettings: swift6)
}

let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let subprocess: Target.Dependency = .product(name: "Subprocess", package: "swift-subprocess")
let argumentParser: Target.Dependency = .product(
  name: "ArgumentParser", package: "swift-argument-parser")

/// Where `make setup` puts what comes from PyPI; OpenVINO's C headers are read from there.
let runtime = Context.packageDirectory + "/.runtime"

/// libtorch's folder: Debian's, unless `GALLEY_LIBTORCH` names another.
let torch = Context.environment["GALLEY_LIBTORCH"]
let torchHeaders =
  // The compiler finds /usr/include by itself, and no longer where it is named.
  (torch == nil ? [] : ["include"]) + ["include/torch/csrc/api/include"]

let bridges: [Target] = [
  .systemLibrary(
    name: "CTesseract", path: "Sources/Bridges/CTesseract", pkgConfig: "tesseract",
    providers: [.apt(["libtesseract-dev", "libleptonica-dev"])]),
  .systemLibrary(
    name: "CFribidi", path: "Sources/Bridges/CFribidi", pkgConfig: "fribidi",
    providers: [.apt(["libfribidi-dev"])]),
  .systemLibrary(name: "CMemoryFile", path: "Sources/Bridges/CMemoryFile"),
  .systemLibrary(
    name: "CZlib", path: "Sources/Bridges/CZlib", providers: [.apt(["zlib1g-dev"])]),
  .target(name: "CPNG", path: "Sources/Bridges/CPNG", linkerSettings: [.linkedLibrary("png")]),
  .target(name: "CStandardError", path: "Sources/Bridges/CStandardError"),
  .target(
    name: "CTIFF", path: "Sources/Bridges/CTIFF", linkerSettings: [.linkedLibrary("tiff")]),
  .target(
    name: "CCurl", path: "Sources/Bridges/CCurl", linkerSettings: [.linkedLibrary("curl")]),
  .target(
    name: "COpenVINO", path: "Sources/Bridges/COpenVINO",
    cSettings: [.unsafeFlags(["-I\(runtime)/openvino/include"])]),
  .target(name: "CTorch", path: "Sources/Bridges/CTorch"),
  .target(
    name: "CTorchLibrary", dependencies: ["CTorch"], path: "Sources/Bridges/CTorchLibrary",
    cxxSettings: [
      // C++20 takes our own headers for modules, which SwiftPM does not build.
      .unsafeFlags(
        ["-fno-cxx-modules"] + torchHeaders.flatMap { ["-isystem", "\(torch ?? "/usr")/\($0)"] })
    ],
    linkerSettings: [
      .unsafeFlags(torch.map { ["-L\($0)/lib", "-Xlinker", "-rpath=\($0)/lib"] } ?? []),
      .linkedLibrary("torch_cpu"), .linkedLibrary("c10"),
    ]),
]

let numerics: [Target] = [
  module("Tensors", on: .numerics, ["CTorch"])
]

let documents: [Target] = [
  module("JSONReading", on: .documents),
  module("Layout", on: .documents, [yams]),
  module("LabelStore", on: .documents, ["Layout", grdb]),
  module("Evaluation", on: .documents, ["Layout"]),
  module(
    "Interchange", on: .documents, ["JSONReading", "Layout", "Evaluation", crypto, mustache, yams],
    resources: [.copy("Templates")]),
]

let stages: [Target] = [
  module("Installation", on: .stages),
  module(
    "PageImages", on: .stages,
    [
      "CMemoryFile", "CPNG", "CStandardError", "CTIFF", "CTesseract", "CZlib", "Layout", crypto,
      subprocess,
    ]),
  module(
    "TextRecognition", on: .stages, ["CFribidi", "CTesseract", "Layout", "PageImages"]),
  module(
    "LanguageModel", on: .stages, ["CCurl", "Installation", "JSONReading", subprocess],
    resources: [.copy("LocalServer/serve_model.py")]),
  module(
    "RegionProposals", on: .stages, ["Layout", "LanguageModel", "Prompts", crypto, yams],
    resources: [
      .copy("TextRules/line-words.yaml"), .process("LanguageModel/Cost/prices.yaml"),
    ]),
  module(
    "Detection", on: .stages, ["COpenVINO", "Layout", "Installation", crypto, yams],
    resources: [.copy("ModelCards")]),
  module("Fusion", on: .stages, ["Layout"]),
]

let learning: [Target] = [
  module("Settings", on: .learning, [yams]),
  module("GateTraining", on: .learning, ["Tensors", "Layout", "Fusion"]),
  module(
    "TrainingData", on: .learning, ["Tensors", "Layout", "LabelStore", "Interchange", "PageImages"]),
  module(
    "Student", on: .learning,
    [
      "Tensors", "Layout", "Evaluation", "Interchange", "Installation", "PageImages", "Detection",
      "Settings", "TrainingData",
    ]),
  module("MethodSlots", on: .learning, ["Tensors", "Settings", "TrainingData", "Student"]),
]

let methods: [Target] = [
  module("StartConstraint", on: .methods, ["Tensors", "Settings", "MethodSlots"])
]

let pipeline: [Target] = [
  module(
    "Labelling", on: .pipeline,
    [
      "Layout", "LabelStore", "Evaluation", "Interchange", "PageImages", "TextRecognition",
      "RegionProposals", "Detection", "Fusion", crypto,
    ]),
  module(
    "Proposing", on: .pipeline,
    [
      // Fusion, PageImages: settings that default arguments of Labelling make.
      "Layout", "LabelStore", "Evaluation", "Interchange", "LanguageModel", "RegionProposals",
      "Fusion", "PageImages", "TextRecognition", "Labelling", crypto,
    ]),
  module(
    "Training", on: .pipeline,
    [
      "Tensors", "Layout", "LabelStore", "Interchange", "Evaluation", "PageImages", "Installation",
      "Detection", "Settings", "Student", "TrainingData", "MethodSlots",
    ]),
  module(
    "FusionFitting", on: .pipeline,
    ["Layout", "Evaluation", "Fusion", "GateTraining", "Tensors", crypto]),
  module("MethodCatalogue", on: .pipeline, ["MethodSlots", "StartConstraint"]),
]

let apps: [Target] = [
  module(
    "AuditServer", on: .apps,
    ["Layout", "LabelStore", "Interchange", "PageImages", "Fusion", hummingbird, crypto],
    resources: [.copy("Resources/app")]),
  .executableTarget(
    name: "galley",
    dependencies: [
      "Layout", "LabelStore", "Evaluation", "Interchange", "Installation", "PageImages",
      "TextRecognition",
      // Fusion: the settings that default arguments of Labelling make are compiled into the caller.
      "LanguageModel", "RegionProposals", "Detection", "Fusion", "FusionFitting",
      "GateTraining", "Labelling", "Proposing",
      "Tensors", "Settings", "Student", "TrainingData", "MethodSlots", "Training",
      "MethodCatalogue", "AuditServer", argumentParser,
      crypto,
      subprocess,
    ],
    path: "Sources/Apps/galley", swiftSettings: swift6),
  .executableTarget(
    name: "GalleyBench",
    dependencies: [
      "Tensors", "Layout", "LabelStore", "Interchange", "Evaluation", "Detection", "Installation",
      "LanguageModel", "PageImages",
      "Student", "TrainingData", "Training", "Fusion", "GateTraining", "GalleyTesting",
      argumentParser,
    ],
    path: "Sources/Apps/GalleyBench", swiftSettings: swift6),
]

let prompts: [Target] = [
  .target(
    name: "Prompts", dependencies: ["Layout", crypto], path: "Prompts",
    resources: [.copy("templates"), .copy("schemas")],
    swiftSettings: swift6)
]

let testTargets: [Target] = [
  .target(
    name: "GalleyTesting",
    dependencies: ["Layout", "PageImages", "Student", "Tensors", "Fusion", "GateTraining"],
    path: "Tests/GalleyTesting",
    swiftSettings: swift6),
  tests(of: "Tensors"), tests(of: "JSONReading"), tests(of: "Layout"),
  tests(of: "LabelStore", ["Layout", grdb]),
  tests(of: "Evaluation", ["Layout"]), tests(of: "Interchange", ["Layout", "Evaluation"]),
  tests(of: "PageImages", ["Layout"]), tests(of: "TextRecognition", ["Layout", "PageImages"]),
  tests(of: "LanguageModel", ["Installation"]),
  tests(of: "RegionProposals", ["Layout", "LanguageModel", "Prompts", "Installation", crypto]),
  tests(of: "Detection", ["Layout", "PageImages", "Installation"]), tests(of: "Fusion", ["Layout"]),
  tests(of: "Student", ["Detection", "Installation", "Layout", "Tensors", "Evaluation"]),
  tests(
    of: "Labelling",
    [
      "Layout", "LabelStore", "Interchange", "PageImages", "Installation", "TextRecognition",
      "LanguageModel",
      "RegionProposals", "Detection", "Fusion",
    ]),
  tests(
    of: "Proposing",
    [
      "Layout", "LabelStore", "Evaluation", "Interchange", "LanguageModel", "RegionProposals",
      "Fusion", "PageImages", "TextRecognition", "Labelling",
    ]),
  tests(
    of: "TrainingData", ["Tensors", "Layout", "LabelStore", "Interchange", "PageImages"]),
  tests(
    of: "Training",
    [
      "Tensors", "Layout", "Installation", "Settings", "Student", "TrainingData", "PageImages",
      "LabelStore", "Evaluation", "Detection", "MethodSlots", "StartConstraint",
    ]),
  .testTarget(
    name: "ArchitectureTests", dependencies: ["GalleyTesting"], path: "Tests/ArchitectureTests",
    swiftSettings: swift6),
  tests(of: "Settings"),
  tests(of: "FusionFitting", ["Fusion", "Layout", "Tensors"]),
  tests(of: "GateTraining", ["Fusion", "Layout", "Tensors"]),
  tests(of: "MethodSlots", ["Settings"]),
  tests(of: "StartConstraint", ["MethodSlots", "Settings", "Student", "TrainingData", "Tensors"]),
  tests(of: "AuditServer", ["Layout", "LabelStore", "PageImages"]),
  .testTarget(
    name: "CommandLineTests", dependencies: ["GalleyTesting", "galley"],
    path: "Tests/CommandLineTests", swiftSettings: swift6),
]

let package = Package(
  name: "galley",
  products: [
    .executable(name: "galley", targets: ["galley"]),
    // Loaded by what needs tensors, and by nothing else.
    .library(name: "GalleyTorch", type: .dynamic, targets: ["CTorchLibrary"]),
    // Fixtures, drawn pages and a scripted server, for tests of what stands on Galley.
    .library(name: "GalleyTesting", targets: ["GalleyTesting"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
  ],
  targets: bridges + numerics + documents + prompts + stages + learning + methods + pipeline + apps
    + testTargets,
  // Newer libtorch needs C++20; Debian's knows C++17.
  cxxLanguageStandard: torch == nil ? .cxx17 : .cxx20
)
