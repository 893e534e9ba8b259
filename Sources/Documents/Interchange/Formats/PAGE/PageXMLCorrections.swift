import Foundation
import Layout

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Reads PAGE-XML files, of 2013 and later in any prefix.
///
/// A page all of whose regions are a machine's is a prediction.
struct PageXMLCorrections {
  let rules: ImportRules

  func read(_ source: URL, into files: inout ImportedFiles) {
    for file in Self.files(in: source, &files.findings) {
      if let page = page(in: file, &files.findings) { files.pages.append(page) }
    }
  }

  /// The XML files of a folder by name, or the file itself.
  private static func files(in source: URL, _ findings: inout ImportFindings) -> [URL] {
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(atPath: source.path, isDirectory: &isFolder)
    guard isThere, isFolder.boolValue else { return [source] }
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: source.path)
    } catch {
      findings.add(.cannotRead(file: source.path, reason: error.localizedDescription))
      return []
    }
    let files = names.filter { $0.lowercased().hasSuffix(".xml") && !$0.hasPrefix(".") }.sorted()
      .map { source.appending(path: $0) }
    if files.isEmpty {
      findings.add(.cannotRead(file: source.path, reason: "there is no XML file in the folder"))
    }
    return files.filter { file in
      // A link or pipe that lies in a folder may lead anywhere.
      let isPlain = file.isPlainFile
      if !isPlain {
        findings.add(.cannotRead(file: file.path, reason: "it is no plain file: remove it"))
      }
      return isPlain
    }
  }

  /// The page of a file; `nil` if it has none that can be read.
  private func page(in file: URL, _ findings: inout ImportFindings) -> ImportedPage? {
    guard
      let bytes = findings.gather({ () throws(InterchangeError) in
        let bytes = try InputBytes.read(file, limit: rules.limits.xmlBytes)
        try XMLPrologue.check(bytes, file: file, limits: rules.limits)
        return bytes
      })
    else { return nil }
    let reader = PageXMLReader(limits: rules.limits)
    let parser = XMLParser(data: Data(bytes))
    parser.shouldResolveExternalEntities = false
    parser.delegate = reader
    let isWhole = parser.parse()
    var faults = reader.faults
    defer { findings.add(faults, file: file.path) }
    if reader.isAborted { return nil }
    guard isWhole, reader.isComplete else {
      faults.add(PageXMLReader.malformed(parser))
      return nil
    }
    do throws(ImportFault) {
      var page = try reader.emptyPage()
      page.origin = (file.path, "Page")
      if !rules.takesPredictions, reader.isPredicted(rules.classes) {
        return page.undecided(.predicted)
      }
      reader.addRegions(to: &page, rules.classes, &faults)
      return page
    } catch {
      faults.add(error.inside("Page"))
      return nil
    }
  }
}

extension URL {
  /// Whether a plain file lies there, and no link, folder or pipe.
  var isPlainFile: Bool {
    let type = try? FileManager.default.attributesOfItem(atPath: path)[.type]
    return type as? FileAttributeType == .typeRegular
  }
}
