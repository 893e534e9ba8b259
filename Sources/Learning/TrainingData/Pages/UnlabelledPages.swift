import PageImages

/// Pages without labels, such as a student's teacher labels anew each round.
public enum UnlabelledPages {
  /// The pages of image files and PDFs; a file that cannot be opened is skipped and counted.
  ///
  /// - Parameter dpi: pixels per inch at which PDF pages are drawn.
  public static func read(_ files: [String], dpi: Double = 100) async -> TrainingSet {
    var set = TrainingSet()
    for file in files {
      do {
        let source = try await PageSource.open(file)
        for number in 1...source.pageCount {
          let image = PageReference(
            file: file, number: number, dpi: dpi, fileHash: source.fileHash)
          set.pages.append(TrainingPage(image: image, document: DocumentName.of(file)))
        }
      } catch {
        set.skipped.append(.init(page: file, error: .from(error, page: file)))
      }
    }
    return set
  }
}
