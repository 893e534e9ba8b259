import Foundation
import Fusion
import FusionFitting
import GalleyTesting
import Layout
import Testing

@Suite("Fitting fusion")
struct FusionFitTests {
  private func fit(_ pages: [CalibrationPage]) -> FusionFit {
    FusionFit(pages, taxonomy: DividedPages.taxonomy, truth: ("truth.json", "0"))
  }

  @Test func `gives one file with classes, gate and certificate, which can be computed anew`()
    async throws
  {
    let pages = DividedPages.pages(45, seed: 1)
    let fitted = fit(pages)
    let calibration = fitted.calibration
    switch fitted.verdict {
    case .kept(let report):
      #expect(report.isBetter == true && calibration.gate?.provenance.pages == 45)
    case .noBetter(let report):
      #expect(report.isBetter == false && calibration.gate == nil)
    default: Issue.record("\(fitted.verdict)")
    }
    // Who claims a caption rightly is believed more.
    let classes = try #require(calibration.classes)
    #expect(classes.saved > 0)
    #expect(classes.exponents.languageModel[.caption] > classes.exponents.languageModel[.text])

    let certified = try #require(calibration.certified)
    #expect(fitted.uncertified == nil && certified.certificate.documents == 15)
    #expect(certified.certificate.bound > certified.certificate.gibbsRisk)
    let again = try FusionFit.certificate(
      of: certified, on: pages, taxonomy: DividedPages.taxonomy)
    #expect(again == certified.certificate)
    // On other documents it is another bound, of the same gate.
    let others = try FusionFit.certificate(
      of: certified, on: DividedPages.pages(30, seed: 2), taxonomy: DividedPages.taxonomy)
    #expect(others.documents == 10 && others.bound != again.bound)

    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "fusion.json")
      try calibration.write(to: file)
      #expect(try FusionCalibration(contentsOf: file) == calibration)
    }
  }

  @Test func `of few pages has no gate and no certificate, and says why`() {
    let fitted = fit(DividedPages.pages(12, seed: 1))
    guard case .tooFew(let counts) = fitted.verdict else {
      Issue.record("\(fitted.verdict)")
      return
    }
    #expect(counts.pages == 12)
    #expect(fitted.calibration.gate == nil && fitted.calibration.certified == nil)
    #expect(fitted.uncertified?.contains("label more pages") == true)
    #expect(!fitted.calibration.sources.isEmpty)
  }
}
