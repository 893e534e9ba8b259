import Foundation
import Settings
import StartConstraint
import Student
import Testing
import Training

@Suite("Training configuration")
struct ConfigurationTests {
  func read(_ yaml: String, _ settings: [String] = []) throws -> TrainingConfiguration {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "train.yaml")
    try Data(yaml.utf8).write(to: file)
    return try TrainingConfiguration(
      contentsOf: file, settings: settings, methods: [StartConstraint.self])
  }

  @Test(
    "names key, value and what is allowed",
    arguments: [
      ("steps: many", [], "steps: 'many' is not a whole number from 1 to 10000000"),
      ("steps: 0", [], "steps: '0' is not a whole number from 1 to 10000000"),
      (
        "{student: resnet, data: {labelled: x}}", [],
        "student: 'resnet' is not one of swiftformer-tiny, swiftformer-small, swiftformer-l1, "
          + "swiftformer-26m, picodet-cdla, yolov8n-doclaynet, or a model card (a YAML file)"
      ),
      ("learning:\n  rate: fast", [], "learning.rate: 'fast' is not a number from 0.0 to 10.0"),
      ("{}", ["views=upside"], "views: 'upside' is not one of none, weak, strong"),
      ("{}", ["data.pages=few"], "data.pages: 'few' is not a whole number from 0, or all"),
      ("{}", ["seed"], "--set: 'seed' is not key=value"),
      (
        "seed: 1", [],
        "data.labelled is missing: a COCO file, a folder with an annotations.json or a project"
      ),
      (
        "data: {labelled: x, folds: 3, fold: 3}", [],
        "data.fold: 3 is not below data.folds (3)"
      ),
      (
        "data: {labelled: x, folds: 1}\npatience: 2", [],
        "patience: 2 is not 0 where no pages are measured on: set data.validation, or data.folds "
          + "to 2 or more"
      ),
    ] as [(String, [String], String)])
  func mistakes(yaml: String, settings: [String], message: String) {
    let error = #expect(throws: SettingsError.self) { try read(yaml, settings) }
    #expect(error.map { "\($0)" } == message)
  }

  @Test func `tells the keys where one does not exist`() {
    let error = #expect(throws: SettingsError.self) {
      try read("data: {labelled: x}\nlearnig: {rate: 1}")
    }
    #expect(
      error.map { "\($0)".hasPrefix("learnig.rate: there is no such key; there are student") }
        == true)
  }

  @Test func `takes paths from its own folder, and those set from the current one`() throws {
    let configuration = try read(
      "data: {labelled: [pages, /data/x.json]}", ["data.pseudo=labels.json"])
    #expect(configuration.data.labelled[0].hasSuffix("/pages"))
    #expect(configuration.data.labelled[0] != FileManager.default.currentDirectoryPath + "/pages")
    #expect(configuration.data.labelled[1] == "/data/x.json")
    #expect(
      configuration.data.pseudo == [FileManager.default.currentDirectoryPath + "/labels.json"])
  }

  @Test func `written out gives itself again`() throws {
    let configuration = try read(
      "data: {labelled: /x}",
      [
        "student=swiftformer-small", "learning.rate=0.003", "loss.variance=0.2", "start=/runs/a",
        "data.classes=[a=Text, b=]", "data.pseudo='/a \"\u{301}\\\\ b.json'",
      ])
    #expect(try read(configuration.document).document == configuration.document)
    #expect(configuration.student == "swiftformer-small" && configuration.loss.variance == 0.2)
  }

  @Test func `names methods with their keys, in lists or nested`() throws {
    let plain = try read("data: {labelled: /x}")
    #expect(plain.methods.isEmpty)
    for yaml in [
      "methods: [l2-sp]", "methods: l2-sp", "methods: {l2-sp: {}}", "methods: {l2-sp: }",
    ] {
      let one = try read("data: {labelled: /x}\n\(yaml)")
      #expect((one.methods as? [StartConstraint])?.map(\.start) == [0.05], "\(yaml)")
    }
    let set = try read("data: {labelled: /x}", ["methods.l2-sp.start=2"])
    #expect((set.methods as? [StartConstraint])?.map(\.start) == [2])
    #expect(
      set.document.hasSuffix(
        "methods:\n  l2-sp:\n    start: 2.0\n    new: 0.05\n    new_layers: []\n"))
    #expect(try read(set.document).document == set.document)
  }

  @Test(arguments: [
    ("methods: [l3]", "methods.l3: there is no such key; there are l2-sp"),
    (
      "methods: {l2-sp: {begin: 1}}",
      "methods.l2-sp.begin: there is no such key; there are start, new, new_layers"
    ),
    (
      "methods: {l2-sp: {start: -1}}",
      "methods.l2-sp.start: '-1' is not a number from 0.0 to 100.0"
    ),
    ("methods: {l2-sp: 3}", "methods.l2-sp: '3' is not keys with values, or nothing"),
    (
      "learning: {rates: backbone}",
      "learning.rates: 'backbone' is not path=number, such as backbone=0.1"
    ),
  ])
  func `names the method at fault`(yaml: String, message: String) {
    let error = #expect(throws: SettingsError.self) { try read("data: {labelled: /x}\n\(yaml)") }
    #expect(error.map { "\($0)" } == message)
  }

  @Test(
    "scales the rate with the batch unless it is set",
    arguments: [
      ([], 1e-3), (["batch=16"], 2e-3), (["student=swiftformer-l1", "batch=32"], 2e-3),
      (["learning.rate=0.5"], 0.5), (["student=picodet-cdla"], 1e-4),
      (["student=/cards/mine.yaml", "batch=8"], 2e-4),
    ] as [([String], Double)])
  func rate(settings: [String], rate: Double) throws {
    #expect(try read("data: {labelled: /x}", settings).learning.rate == rate)
  }

  @Test(
    "takes the losses of the family that a detector is of, unless they are set",
    arguments: [
      ([], .qualityFocal, 2), (["student=picodet-cdla"], .qualityFocal, 2),
      (["student=yolov8n-doclaynet"], .crossEntropy, 7.5),
      (
        ["student=yolov8n-doclaynet", "loss.classes=quality-focal", "loss.overlap=3"],
        .qualityFocal, 3
      ),
    ] as [([String], ClassLoss, Double)])
  func losses(settings: [String], classes: ClassLoss, overlap: Double) throws {
    let loss = try read("data: {labelled: /x}", settings).loss
    #expect(loss.classes == classes && loss.overlap == overlap)
  }
}
