import Testing

extension CommandLineSuite {
  @Suite("Help")
  struct HelpTests {
    @Test func `begins with what to do first`() async throws {
      let output = try await GalleyTool.run(["--help"])
      #expect(output.code == 0 && output.error.isEmpty)
      #expect(
        output.text.hasPrefix(
          """
          OVERVIEW: Label document pages by fusing what a detector sees with what the
          text implies.

          Label a folder, look at the result, export it:

            galley label papers/ --project papers.galley
            galley export --project papers.galley --format html --output proof.html
            galley export --project papers.galley --format coco --output labels.json

          'galley doctor' tells what is installed and what is missing.

          USAGE: galley <subcommand>
          """))
    }

    @Test("prints the same without a command")
    func bare() async throws {
      let help = try await GalleyTool.run(["--help"])
      let bare = try await GalleyTool.run([])
      #expect(bare.code == 0 && bare.text == help.text)
    }

    @Test(
      "of a command shows examples that can be copied",
      arguments: [
        (
          "label",
          """
            galley label papers/ scans/*.tif book.pdf:3-7 --project papers.galley
            find . -name '*.pdf' | galley label - --project all.galley
            galley serve-llm -- galley label papers/ --project papers.galley

          Exit codes: 0 all pages labelled, 3 some failed (the others are labelled), 64
          wrong usage, 69 something is not installed or does not answer, 74 the project
          cannot be used, 75 the budget is reached, 130 stopped.

          USAGE: galley label [<options>] <input> ... --project <dir>
          """
        ),
        (
          "export",
          """
            galley export --project papers.galley --format coco --results \\
              --match-truth annotations.json --output results.json

          --source human writes what people decided in 'galley audit' or brought in with
          'galley import'.

          USAGE: galley export [<options>] --project <dir> --format <format>
          """
        ),
        (
          "evaluate",
          """
            galley evaluate --truth annotations.json --predictions old.json \\
              --compare new.json
            galley evaluate --truth annotations.json --predictions old1.json old2.json \\
              --compare new1.json new2.json --compare other1.json other2.json

          Exit codes: 0 done, 64 wrong usage or a file that cannot be scored, 74 the
          report cannot be written.

          USAGE: galley evaluate
          """
        ),
        (
          "serve-llm",
          """
            galley serve-llm -- galley label papers/ --project papers.galley
            galley serve-llm --model qwen3-8b-q4_k_m.gguf --port 8080
          """
        ),
        (
          "doctor",
          """
            galley doctor

          Exit codes: 0 all that is required is there, 69 something required is missing.

          USAGE: galley doctor [--json]
          """
        ),
      ])
    func examples(command: String, expected: String) async throws {
      let output = try await GalleyTool.run(["help", command])
      #expect(output.code == 0)
      #expect(output.text.contains(expected), "\(output.text)")
      #expect(try await GalleyTool.run([command, "--help"]).text == output.text)
    }

    @Test(
      "of a command explains every option",
      arguments: [
        (
          "label",
          """
          --project --teacher --taxonomy --passes --llm-url --llm-model --llm-timeout --llm-calls
          --samples --no-rationale --prompt-tokens --budget-usd --prices --llm-ca-file --examples
          --examples-per-page --examples-from --allow-insecure --dpi --languages --ocr --password
          --page-timeout --max-megapixels --calibration --labelled --jobs --json --version -h
          """
        ),
        ("audit", "--project --port --host --user --password --version -h"),
        ("import", "--project --format --user --overwrite --take-predictions --version -h"),
        ("fit-fusion", "--project --truth -o --variances --version -h"),
        ("certify", "--project --truth --calibration --json --version -h"),
        ("fuse", "--project --explain --ignored --version -h"),
        ("train", "--labelled --pseudo --start --from --config -o --set --resume --version -h"),
        ("methods", "--json --version -h"),
        (
          "predict",
          "--model -o --match-truth --minimum-score --dpi --threads --version -h"
        ),
        ("export-model", "--model --format -o --version -h"),
        (
          "evaluate",
          """
          --truth --predictions --compare --draws --seed --margin --report --least-score --errors
          --json --version -h
          """
        ),
        (
          "export",
          """
          --project --format -o --source --done-pages --decisions --match-truth --results
          --alternatives --image-prefix --labelling-config --max-pages --password --version -h
          """
        ),
        (
          "propose",
          """
          --project --llm-url --llm-model --llm-timeout --llm-calls --samples --no-rationale
          --prompt-tokens --budget-usd --prices --llm-ca-file --examples --examples-per-page
          --examples-from --allow-insecure --pages --pages-per-document --seed --batch-requests --batch-responses
          --explain --truth --languages --version -h
          """
        ),
        ("serve-llm", "--model --port --context --slots --threads --version -h"),
        ("doctor", "--json --version -h"),
      ])
    func options(command: String, names: String) async throws {
      let help = try await GalleyTool.run(["help", command]).text
      let lines = help.split(separator: "\n").map(String.init)
      let listed = lines.filter { $0.hasPrefix("  -") }
        .compactMap { $0.split(whereSeparator: { " ,".contains($0) }).first.map(String.init) }
      #expect(listed == names.split(whereSeparator: \.isWhitespace).map(String.init))
      #expect(lines.filter { !$0.hasPrefix("USAGE") }.allSatisfy { $0.count <= 80 })
    }

    @Test func `states the version`() async throws {
      let output = try await GalleyTool.run(["--version"])
      #expect(output.code == 0)
      #expect(output.text.wholeMatch(of: /[0-9]+\.[0-9]+\.[0-9]+\n/) != nil)
    }
  }
}
