/// Why a page could not be read.
public enum TextRecognitionError: Error, Equatable, CustomStringConvertible {
  case noLanguages
  case missingLanguage(String, installed: [String])
  case noLanguageData(searched: [String])
  case cannotStart(languages: [String])
  case recognitionFailed
  case timedOut(seconds: Double)

  /// What is wrong and what to do about it.
  public var description: String {
    switch self {
    case .noLanguages: "no language given: use --languages eng, or several as eng+deu"
    case .missingLanguage(let language, let installed):
      "Tesseract has no data for the language '\(language)': apt-get install tesseract-ocr-"
        + language.lowercased().replacing("_", with: "-")
        + " (installed: \(installed.joined(separator: ", ")))"
    case .noLanguageData(let searched):
      "Tesseract has no language data in \(searched.joined(separator: ", ")): "
        + "apt-get install tesseract-ocr-eng, or set TESSDATA_PREFIX"
    case .cannotStart(let languages):
      "Tesseract cannot load \(languages.joined(separator: "+")): its data files are damaged; "
        + "reinstall the tesseract-ocr-… packages"
    case .recognitionFailed: "Tesseract could not read the page"
    case .timedOut(let seconds): "Tesseract was stopped after \(Int(seconds.rounded())) s"
    }
  }
}
