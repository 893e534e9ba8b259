import Foundation
import GalleyTesting
import Testing
import TrainingData

@Suite("Pages without labels")
struct UnlabelledPagesTests {
  @Test func `are those of images and of each page of a file`() async {
    let files = ["two-columns.pdf", "scan-two-pages.tiff", "scan-hilbert-1897.jpg", "gone.png"]
      .map { Fixture.file("pages/\($0)").path }
    let set = await UnlabelledPages.read(files, dpi: 72)
    #expect(set.pages.filter { $0.image.file == files[1] }.map(\.image.number) == [1, 2])
    #expect(set.pages.last?.image.file == files[2])
    #expect(set.pages.allSatisfy { $0.regions.isEmpty && $0.image.fileHash != nil })
    #expect(set.skipped.map(\.page) == [files[3]])
    #expect(set.skipped.first?.error.description.contains("gone.png: no such file") == true)
  }
}
