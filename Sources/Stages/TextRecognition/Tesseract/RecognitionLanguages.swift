import CTesseract
import Foundation

/// The languages that Tesseract can read here.
public enum RecognitionLanguages {
  /// Tesseract's own version.
  public static var tesseractVersion: String { String(cString: TessVersion()) }

  /// The folder with Tesseract's language data; `TESSDATA_PREFIX` is looked at first.
  public static func dataFolder(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(TextRecognitionError) -> String {
    let folders =
      [environment["TESSDATA_PREFIX"], environment["TESSDATA_PREFIX"].map { $0 + "/tessdata" }]
      .compactMap(\.self) + [
        "/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tesseract-ocr/tessdata",
        "/usr/share/tessdata", "/usr/local/share/tessdata",
      ]
    guard let folder = folders.first(where: { !languages(in: $0).isEmpty }) else {
      throw .noLanguageData(searched: folders)
    }
    return folder
  }

  /// Codes of the installed languages, sorted.
  public static func installed(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(TextRecognitionError) -> [String] {
    languages(in: try dataFolder(environment: environment))
  }

  /// Reads `eng+deu` into codes, each of which must be installed.
  public static func parse(
    _ text: String, environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(TextRecognitionError) -> [String] {
    let wanted = text.split(whereSeparator: { "+,".contains($0) }).map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    guard !wanted.isEmpty, !wanted.contains("") else { throw .noLanguages }
    let installed = try installed(environment: environment)
    for language in wanted where !installed.contains(language) {
      throw .missingLanguage(language, installed: installed)
    }
    return wanted
  }

  private static func languages(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".traineddata") }
      .map { String($0.dropLast(".traineddata".count)) }
      .filter { $0 != "osd" }.sorted()
  }
}
