import Foundation
import Layout

/// The pages of a folder of YOLO labels.
///
/// An empty label file says that a page holds nothing; a page without one is not spoken of. A file
/// whose lines end in confidences is a prediction.
struct YOLOCorrections {
  let rules: ImportRules

  func read(_ source: URL, into files: inout ImportedFiles) {
    do throws(InterchangeError) {
      let folder = try YOLOFolder(source, rules.limits)
      let description = try YOLODescription(of: folder, rules.limits)
      var labels = description.splits.isEmpty ? folder.labels : []
      for split in description.splits { labels += try folder.labels(of: split, rules.limits) }
      guard !labels.isEmpty else {
        throw .cannotRead(
          file: source.path,
          reason: "there is no label file where its description says: put labels/…/NAME.txt there")
      }
      var seen: Set<String> = []
      for label in labels where seen.insert(label).inserted {
        let file = folder.url(label)
        guard
          let lines = files.findings.gather({ () throws(InterchangeError) in
            try YOLOText.lines(of: file, rules.limits)
          })
        else { continue }
        var faults = ImportFaults()
        var page = page(lines, description.names, &faults)
        folder.identify(&page, of: label)
        page.origin = (file.path, "its lines")
        files.pages.append(page)
        files.findings.add(faults, file: file.path)
      }
    } catch {
      files.findings.add(error)
    }
  }

  private func page(
    _ lines: [Substring], _ names: [Int: String], _ faults: inout ImportFaults
  ) -> ImportedPage {
    var page = ImportedPage(name: "", width: 1, height: 1)
    var (predicted, drawn) = (0, 0)
    for (index, line) in lines.enumerated() where !line.allSatisfy(\.isWhitespace) {
      faults.gather(at: "line \(index + 1)") { () throws(ImportFault) in
        let line = try YOLOLine(line)
        if line.confidence == nil { drawn += 1 } else { predicted += 1 }
        guard page.regions.count < rules.limits.regionsPerPage else {
          throw ImportFault(reason: "the page has more than \(rules.limits.regionsPerPage) regions")
        }
        guard let box = try line.box.checked(width: 1, height: 1, pixel: 0) else {
          return page.append(nil)
        }
        guard let name = names[line.classNumber] else {
          throw ImportFault(reason: "there is no class with the number \(line.classNumber)")
        }
        let classIndex = try rules.classes.index(named: name)
        page.append(
          ImportedRegion(
            box: box, className: rules.classes.taxonomy.classes[classIndex].name,
            classIndex: classIndex,
            score: line.confidence, id: "#\(index + 1)"))
      }
    }
    if predicted > 0, drawn > 0 {
      faults.add(
        ImportFault(
          place: "its lines",
          reason: "\(predicted) of \(predicted + drawn) have a confidence: give it to all, as "
            + "predictions have it, or to none"))
    }
    guard predicted > 0, drawn == 0, !rules.takesPredictions else { return page }
    faults = ImportFaults()
    return ImportedPage(name: "", width: 0, height: 0).undecided(.predicted)
  }
}
