import Foundation
import Layout

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Reads PAGE-XML files, of 2013 and later in any prefix.
enum PageXMLCorrections {
  /// The XML files of a folder by name, or the file itself.
  ///
  /// - Throws: `InterchangeError.cannotRead`.
  static func files(in source: URL) throws(InterchangeError) -> [URL] {
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(atPath: source.path, isDirectory: &isFolder)
    guard isThere, isFolder.boolValue else { return [source] }
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: source.path)
    } catch {
      throw .cannotRead(file: source.path, reason: error.localizedDescription)
    }
    let files = names.filter { $0.lowercased().hasSuffix(".xml") && !$0.hasPrefix(".") }.sorted()
      .map { source.appending(path: $0) }
    guard !files.isEmpty else {
      throw .cannotRead(file: source.path, reason: "there is no XML file in the folder")
    }
    for file in files {
      // A link or pipe that lies in a folder may lead anywhere.
      let type = try? FileManager.default.attributesOfItem(atPath: file.path)[.type]
      guard type as? FileAttributeType == .typeRegular else {
        throw .cannotRead(file: file.path, reason: "it is no plain file: remove it")
      }
    }
    return files
  }

  /// The page of a file.
  ///
  /// - Throws: `InterchangeError`.
  static func page(
    in file: URL, classes: ImportClasses, limits: ImportLimits
  ) throws(InterchangeError) -> ImportedPage {
    let bytes = try InputBytes.read(file, limit: limits.xmlBytes)
    try XMLPrologue.check(bytes, file: file, limits: limits)
    let reader = PageXMLReader(limits: limits)
    let parser = XMLParser(data: Data(bytes))
    parser.shouldResolveExternalEntities = false
    parser.delegate = reader
    let isWhole = parser.parse()
    do throws(ImportFault) {
      if let fault = reader.fault { throw fault }
      guard isWhole, reader.isComplete else { throw PageXMLReader.malformed(parser) }
      return try reader.page(classes)
    } catch {
      throw .badImport(file: file.path, place: error.place ?? "Page", reason: error.reason)
    }
  }
}
