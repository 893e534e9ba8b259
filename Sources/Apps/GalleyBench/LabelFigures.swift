import Foundation

/// The figures of `GalleyBench label`.
enum LabelFigures {
  /// Start of the program against `import numpy`.
  static func startUp(_ bench: BenchmarkInputs, pairs: Int) throws -> Comparison {
    let ratios = try (0..<pairs * 2).map { _ in
      let ours = try MeasuredProcess.run([bench.galley, "--help"])
      let theirs = try MeasuredProcess.run([bench.python, "-c", "import numpy"])
      return ours.seconds / theirs.seconds
    }
    return Comparison(
      name: "start", goal: .atMost(1), ratios: ratios,
      detail: "seconds of 'galley --help' over those of python3 -c 'import numpy'")
  }

  /// The model alone against onnxruntime, on one thread and on all.
  static func inference(_ bench: BenchmarkInputs, pairs: Int) throws -> [Comparison] {
    try Set([1, bench.cores]).sorted().map { threads in
      let ratios = try (0..<pairs).map { _ in
        try oursAlone(bench, threads: threads) / theirsAlone(bench, threads: threads)
      }
      return Comparison(
        name: "inference, \(threads) thread\(threads > 1 ? "s" : "")", goal: .atMost(1.05),
        ratios: ratios, detail: "seconds of \(bench.teacher) over those in PyPI's onnxruntime")
    }
  }

  /// Pages a second against the tesseract command line, as many processes as cores.
  static func recognition(_ bench: BenchmarkInputs, pairs: Int) throws -> [Comparison] {
    let jobs = ["--ocr", "always", "--jobs", "\(bench.cores)"]
    let cases = [
      ("reading", ["--teacher", "none"] + jobs, "galley label --teacher none --ocr always"),
      (
        "reading and looking", ["--teacher", bench.teacher] + jobs,
        "the whole job: OCR, \(bench.teacher) with its augmented pass, text rules, fusion"
      ),
    ]
    return try cases.map { name, options, detail in
      let ratios = try (0..<pairs).map { _ in
        let ours = try bench.label(bench.images, options)
        let theirs = try tesseract(bench)
        return theirs.seconds / ours.seconds
      }
      return Comparison(
        name: name, goal: .atLeast(0.9), ratios: ratios,
        detail: "pages a second over those of \(bench.cores) processes of the tesseract command "
          + "line on the same \(bench.images.count) images; \(detail)")
    }
  }

  /// Pages with a text layer against drawing and bare inference, each measured alone, on all cores.
  static func textLayer(_ bench: BenchmarkInputs, pairs: Int) throws -> [Comparison] {
    let each = 3
    let files = try bench.copies(
      of: "Fixtures/pages/us-government-tables.pdf", pages: 180, each: each)
    let pages = files.count * each
    return try [(0, 1), (1, 2)].map { passes, inferences in
      let ratios = try (0..<pairs).map { _ in
        let ours = try bench.label(
          files, ["--teacher", bench.teacher, "--passes", "\(passes)", "--ocr", "auto"])
        let drawing = try onAllCores(bench, "pdftoppm -r 150 {} {}.drawn", files)
        let looking =
          Double(pages * inferences / bench.cores)
          * (try oursAlone(bench, workers: bench.cores, repeats: pages * inferences / bench.cores))
        return ours.seconds / (drawing.seconds + looking)
      }
      return Comparison(
        name: "text layer, \(inferences) inference\(inferences > 1 ? "s" : "") a page",
        goal: .atMost(1.2), ratios: ratios,
        detail:
          "seconds of the job on \(pages) pages over those of pdftoppm and of bare inference, "
          + "each measured alone on \(bench.cores) cores")
    }
  }

  /// Peak memory of a long run against a tenth of it.
  static func memory(_ bench: BenchmarkInputs, pages: Int) throws -> Comparison {
    let options = ["--teacher", bench.teacher, "--passes", "0"]
    let document = "Fixtures/pages/us-government-tables.pdf"
    let short = try bench.label(
      bench.copies(of: document, pages: pages / 10, each: 3), options)
    let long = try bench.label(bench.copies(of: document, pages: pages, each: 3), options)
    return Comparison(
      name: "memory", goal: .atMost(1.1),
      ratios: [Double(long.peakMemory) / Double(short.peakMemory)],
      detail: "peak of \(pages) pages (\(long.peakMemory >> 20) MiB) over that of \(pages / 10) "
        + "(\(short.peakMemory >> 20) MiB)")
  }

  private static func tesseract(_ bench: BenchmarkInputs) throws -> MeasuredProcess {
    try onAllCores(bench, "tesseract {} - tsv", bench.images)
  }

  /// Runs a command for each file, as many at once as there are cores, each on one thread.
  private static func onAllCores(
    _ bench: BenchmarkInputs, _ command: String, _ files: [String]
  ) throws -> MeasuredProcess {
    try MeasuredProcess.run(
      [
        "sh", "-c",
        "printf '%s\\0' \"$@\" | xargs -0 -P \(bench.cores) -I{} \(command)", "sh",
      ] + files, environment: ["OMP_THREAD_LIMIT": "1"])
  }

  private static func oursAlone(
    _ bench: BenchmarkInputs, threads: Int = 1, workers: Int = 1, repeats: Int = 20
  ) throws -> Double {
    let program = CommandLine.arguments[0]
    return try seconds([
      program, "infer", "--teacher", bench.teacher, "--threads", "\(threads)",
      "--workers", "\(workers)", "--repeats", "\(repeats)",
    ])
  }

  private static func theirsAlone(_ bench: BenchmarkInputs, threads: Int) throws -> Double {
    try seconds([
      bench.python, "Tests/Parity/onnxruntime_speed.py", bench.model.path,
      "--width", "\(bench.card.input.width)", "--height", "\(bench.card.input.height)",
      "--threads", "\(threads)",
    ])
  }

  private static func seconds(_ command: [String]) throws -> Double {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: command[0])
    process.arguments = Array(command.dropFirst())
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let text = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    guard process.terminationStatus == 0, let seconds = Double(text) else {
      throw BenchmarkError.failed(command: command, reason: "gave no number")
    }
    return seconds
  }
}
