import Foundation
import GalleyTesting
import Testing

extension CommandLineSuite {
  @Suite("Train, predict, export a model")
  struct TrainTests {
    @Test func `errors name the input at fault, and scripts see a code`() async throws {
      let train = "train --config train.yaml -o new"
      let cases: [(code: Int32, command: String, says: String)] = [
        (64, "train -o new", "--labelled is needed, or --config, or --resume"),
        (64, "train --config gone.yaml -o new", "gone.yaml: it cannot be read: No such file"),
        (64, "train --config empty -o new", "empty: it is a folder"),
        (64, "train --config broken.yaml -o new", "broken.yaml: it is no YAML: line 3, column 1"),
        (64, "train --config twice.yaml -o new", "a key is there twice: seed"),
        (64, "train --config words.yaml -o new", "it holds no keys"),
        (64, "train --config unknown.yaml -o new", "learnig.rate: there is no such key"),
        (64, "train --config missing.yaml -o new", "gone.json: no such file or folder"),
        (64, "train --config folder.yaml -o new", "neither an annotations.json nor"),
        (64, "train --config nococo.yaml -o new", "text.txt: line 1, column 1: is not JSON"),
        (64, "\(train) --set steps=none", "steps: 'none' is not a whole number"),
        (64, "\(train) --set taxonomy=none", "there is no taxonomy 'none'"),
        (64, "\(train) --set data.pages=99", "99 labelled pages are wanted"),
        (64, "\(train) --set data.folds=99", "too few documents (6)"),
        (64, "train --config noboxes.yaml -o new", "noboxes.json: none of its pages has a box"),
        (64, "\(train) --set start=text.txt", "text.txt: not a safetensors file"),
        (64, "\(train) --set start=gone", "gone: there is no model"),
        (64, "\(train) --set start=run --set student=swiftformer-small", "swiftformer-small"),
        (74, "train --config train.yaml -o run", "it holds a run: go on with --resume"),
        (74, "train --config train.yaml -o text.txt", "text.txt: it cannot be made"),
        (74, "train --config train.yaml -o text.txt/x", "it cannot be made: Not a directory"),
        (74, "train -o new --resume", "it holds no run to go on with"),
        (74, "train -o run --resume --set seed=4", "it was made with other settings"),
        (64, "predict --model gone images", "gone: there is no model"),
        (64, "predict --model empty images", "empty: there is no model"),
        (64, "predict --model text.txt images", "not a safetensors file"),
        (64, "predict --model short.safetensors images", "ends beyond the end of the file"),
        (64, "predict --model run images --minimum-score 7", "must lie between 0 and 1"),
        (
          64, "predict --model run images --match-truth text.txt",
          "text.txt: line 1, column 1: is not JSON"
        ),
        (3, "predict --model run text.txt", "failed: text.txt: is neither"),
        (74, "predict --model run images -o text.txt/x.json", "cannot be written"),
        (64, "export-model --model gone --format onnx -o m.onnx", "there is no model"),
        (64, "export-model --model run --format onnx -o m.yaml", "use .onnx"),
        (74, "export-model --model run --format onnx -o text.txt/m.onnx", "cannot be written"),
        (
          74, "export-model --model run --format safetensors -o text.txt/m.safetensors",
          "cannot be written: Not a directory"
        ),
        (64, "label images --project p.galley --teacher empty", "there is no teacher 'empty'"),
      ]
      try await TrainedFolder.with { trained in
        for example in cases {
          let output = try await trained.galley(example.command)
          let said = "\(example.command): \(output.code ?? -1): \(output.text)\(output.error)"
          #expect(output.code == example.code, "\(said)")
          #expect(output.error.contains(example.says), "\(said)")
          #expect(!output.error.contains("Fatal error"), "\(said)")
        }
        #expect(!FileManager.default.fileExists(atPath: trained.folder.path + "/new"))
      }
    }

    @Test func `a missing libtorch is told with its remedy`() async throws {
      try await TrainedFolder.with(steps: 0) { trained in
        let alone = trained.folder.appending(path: "galley")
        try FileManager.default.copyItem(at: GalleyTool.executable, to: alone)
        let output = try await RunningTool(
          alone, ["train", "--config", "train.yaml", "--output", "new"], in: trained.folder,
          input: nil, environment: [:]
        ).end()
        #expect(output.code == 69, "\(output.error)")
        #expect(output.error.contains("make build"), "\(output.error)")
      }
    }

    @Test func `the whole way from pages to labels`() async throws {
      try await TrainedFolder.with { trained in
        let commands = [
          ("predict --model run images --match-truth annotations.json -o found.json", "6 pages"),
          ("evaluate --truth annotations.json --predictions found.json", ""),
          ("predict --model run images/page0.pgm --minimum-score 0", "1 pages"),
          ("export-model --model run --format onnx -o m.onnx", "m.onnx and its card"),
          ("export-model --model run --format safetensors -o m.safetensors", "m.safetensors"),
          ("predict --model m.safetensors images/page0.pgm", "1 pages"),
          (
            "label images/page0.pgm --project p.galley --teacher run --ocr never "
              + "--taxonomy publaynet", ""
          ),
          ("predict --model run images/page0.pgm --minimum-score 0 -o seen.json", ""),
          ("export --project p.galley --format coco --source teacher -o taught.json", ""),
        ]
        for (command, says) in commands {
          let output = try await trained.galley(command)
          #expect(output.code == 0, "\(command): \(output.error)")
          #expect(says.isEmpty || output.error.contains(says), "\(command): \(output.error)")
        }
        for file in ["seen.json", "taught.json"] {
          let labels = try trained.text(of: file)
          // A few steps may have taught it to find nothing; what it finds is not a teacher's.
          #expect(!labels.contains("\"source\":\"teacher\""), "\(labels.prefix(2000))")
        }
      }
    }

    @Test func `a taxonomy of one's own goes with the model`() async throws {
      try await TrainedFolder.with(steps: 0) { trained in
        try trained.write(
          """
          name: mine
          classes:
            - {name: Heading, roles: [title, section_header]}
            - {name: Text, roles: [text, caption]}
            - {name: Table, roles: [table]}

          """, to: "mine.yaml")
        let commands = [
          "train --config train.yaml -o own --set taxonomy=mine.yaml --set steps=2 "
            + "--set data.classes=[title=Heading]",
          "predict --model own images/page0.pgm --minimum-score 0 -o own.json",
          "export-model --model own --format onnx -o own.onnx",
          "label images/page0.pgm --project own.galley --teacher own.yaml --ocr never "
            + "--taxonomy mine.yaml",
        ]
        for command in commands {
          let output = try await trained.galley(command)
          #expect(output.code == 0, "\(command): \(output.error)")
        }
        #expect(try trained.text(of: "own.json").contains("Heading"))
        let card = try trained.text(of: "own/teacher.yaml")
        #expect(card.contains("{name: \"Heading\", role: title}"), "\(card)")
        // A file that is no card is not replaced by one.
        let refused = try await trained.galley(
          "export-model --model own --format onnx -o train.onnx")
        #expect(refused.code == 64)
        #expect(refused.error.contains("train.yaml is no model card"), "\(refused.error)")
      }
    }

    @Test func `pages that cannot be read are told, and the others are learnt from`() async throws {
      try await TrainedFolder.with(steps: 0) { trained in
        let images = trained.folder.appending(path: "images")
        try FileManager.default.removeItem(at: images.appending(path: "page0.pgm"))
        for page in 1...3 {
          try Data("P5\n12".utf8).write(to: images.appending(path: "page\(page).pgm"))
        }
        let output = try await trained.galley("train --config train.yaml -o new --set steps=6")
        #expect(output.code == 0, "\(output.error)")
        for hint in ["pages left out: 1, the first for", "page0.pgm: no such file", "cannot be "] {
          #expect(output.error.contains(hint), "\(output.error)")
        }
      }
    }

    @Test(
      "Ctrl-C or a polite kill ends with 130, and the run goes on later",
      arguments: [SIGINT, SIGTERM])
    func interruption(signal: Int32) async throws {
      try await TrainedFolder.with(steps: 0) { trained in
        let running = try GalleyTool.start(
          ["train", "--config", "train.yaml", "--output", "run", "--set", "steps=12"],
          in: trained.folder)
        try await Self.waitForSteps(in: trained.folder.appending(path: "run/metrics.jsonl"))
        running.send(signal)
        let stopped = try await running.end()
        #expect(stopped.code == 130, "\(stopped.error)")
        #expect(stopped.text.contains("go on with: galley train --output run --resume"))
        let resumed = try await trained.galley("train -o run --resume")
        #expect(resumed.code == 0, "\(resumed.error)")
        #expect(resumed.error.contains("going on from step"))
        #expect(resumed.text.contains("steps           12"))
      }
    }

    private static func waitForSteps(in metrics: URL) async throws {
      let end = ContinuousClock.now + .seconds(60)
      while ((try? Data(contentsOf: metrics))?.isEmpty ?? true), ContinuousClock.now < end {
        try await Task.sleep(for: .milliseconds(10))
      }
    }
  }
}
