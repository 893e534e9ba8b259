import Detection
import Foundation
import Installation
import LanguageModel
import PageImages
import Tensors
import TextRecognition

/// One dependency: whether it is there, in which version, and how to get it.
struct DependencyCheck: Encodable, Sendable {
  var name: String
  var purpose: String
  /// Version or place; `nil` when it is missing.
  var found: String?
  var remedy: String
  var isRequired = true

  var isFound: Bool { found != nil }

  /// One line for a person.
  var line: String {
    let state = isFound ? "ok     " : (isRequired ? "MISSING" : "absent ")
    let title = name.padding(toLength: max(24, name.count), withPad: " ", startingAt: 0)
    return isFound
      ? "\(state) \(title) \(found ?? "")"
      : "\(state) \(title) \(purpose); get it: \(remedy)"
  }

  /// All dependencies, in the order in which a page needs them.
  static func all() async -> [DependencyCheck] {
    let installation = Installation.find()
    var checks: [DependencyCheck] = []
    for tool in ["pdfinfo", "pdftoppm", "pdftotext"] {
      checks.append(
        DependencyCheck(
          name: "poppler \(tool)", purpose: "reads PDF files",
          found: await version(of: tool, ["-v"]), remedy: "apt-get install poppler-utils"))
    }
    let characterMaps = "/usr/share/poppler/cMap"
    checks.append(
      DependencyCheck(
        name: "poppler-data", purpose: "reads Chinese, Japanese and Korean text of PDF files",
        found: FileManager.default.fileExists(atPath: characterMaps) ? characterMaps : nil,
        remedy: "apt-get install poppler-data", isRequired: false))
    checks.append(
      DependencyCheck(
        name: "qpdf", purpose: "tells the units of PDF pages",
        found: await version(of: "qpdf", ["--version"]), remedy: "apt-get install qpdf"))
    checks.append(
      DependencyCheck(
        name: "prlimit", purpose: "holds PDF tools to their limits",
        found: await version(of: "prlimit", ["--version"]), remedy: "apt-get install util-linux"))
    checks.append(
      DependencyCheck(
        name: "Leptonica", purpose: "decodes images", found: ImageEncoding.leptonicaVersion,
        remedy: "apt-get install libleptonica-dev"))
    checks.append(
      DependencyCheck(
        name: "libpng", purpose: "decodes PNG files", found: ImageEncoding.pngVersion,
        remedy: "apt-get install libpng-dev"))
    checks.append(
      DependencyCheck(
        name: "libtiff", purpose: "decodes TIFF files", found: ImageEncoding.tiffVersion,
        remedy: "apt-get install libtiff-dev"))
    checks.append(
      DependencyCheck(
        name: "Tesseract", purpose: "reads scans", found: RecognitionLanguages.tesseractVersion,
        remedy: "apt-get install libtesseract-dev"))
    let languages = (try? RecognitionLanguages.installed())?.joined(separator: ", ")
    checks.append(
      DependencyCheck(
        name: "Tesseract languages", purpose: "reads scans", found: languages,
        remedy: "apt-get install tesseract-ocr-eng"))
    checks.append(
      DependencyCheck(
        name: "libcurl", purpose: "talks to language models", found: ChatClient.libcurlVersion,
        remedy: "apt-get install libcurl4-openssl-dev"))
    checks.append(
      DependencyCheck(
        name: "runtime folder", purpose: "holds OpenVINO and models",
        found: installation.folder?.path, remedy: "make setup, or set GALLEY_RUNTIME"))
    checks.append(
      DependencyCheck(
        name: "OpenVINO", purpose: "runs teachers",
        found: try? Teacher.openVINOVersion(installation), remedy: "make setup"))
    for name in ModelCard.builtIn {
      let entry = try? ModelCard.named(name, installation: installation)
      checks.append(
        DependencyCheck(
          name: "teacher \(name)", purpose: "sees regions",
          found: entry.map { "weights under \($0.card.licence)" }, remedy: "make setup",
          isRequired: false))
    }
    checks.append(
      DependencyCheck(
        name: "llama.cpp server", purpose: "runs a local language model",
        found: await llamaServer(installation), remedy: "make setup", isRequired: false))
    checks.append(
      DependencyCheck(
        name: "local language model", purpose: "a small one to try",
        found: LocalServer.builtInModel(installation)?.lastPathComponent, remedy: "make setup",
        isRequired: false))
    return checks + training
  }

  /// What 'galley train' and 'galley predict' need.
  private static var training: [DependencyCheck] {
    let torch = try? Torch.version()
    let openBLAS = Torch.openBLAS
    return [
      DependencyCheck(
        name: "libtorch", purpose: "trains students", found: torch,
        remedy: "make setup, then make build", isRequired: false),
      DependencyCheck(
        name: "OpenBLAS for libtorch",
        purpose: "its threads hinder those of libtorch: training takes twice as long",
        // A build that is none of Debian's is its owner's affair.
        found: torch == nil || openBLAS?.contains("pthread") == true ? nil : openBLAS ?? "none",
        remedy: "apt-get install libopenblas-openmp-dev", isRequired: false),
    ]
  }

  private static func llamaServer(_ installation: Installation) async -> String? {
    guard let python = installation.python else { return nil }
    return await version(of: python.path, ["-c", "import xllamacpp; print(xllamacpp.__version__)"])
      .map { "xllamacpp \($0)" }
  }

  /// The first line that a program prints about itself; `nil` when it cannot be run.
  private static func version(of tool: String, _ arguments: [String]) async -> String? {
    let limits = ProcessLimits(seconds: 20, memoryBytes: 16 << 30, outputBytes: 1 << 16)
    guard let output = try? await LimitedProcess.run(tool, arguments, limits: limits),
      case .code(let code) = output.exit, code == 0 || code == 99
    else { return nil }
    let text =
      output.standardOutput.isEmpty
      ? output.standardError : String(decoding: output.standardOutput, as: UTF8.self)
    return text.split(whereSeparator: \.isNewline).first.map(String.init)
  }
}
