extension COCOPredictions {
  /// Refuses predictions that cannot be compared with others of the same images.
  ///
  /// - Parameter images: those of the truth file.
  /// - Returns: how many images have predictions in one of the files only.
  /// - Throws: `InterchangeError`, which names the file and the remedy.
  public func checkComparable(
    with other: COCOPredictions, images: [COCOEvaluation.Image]
  ) throws(InterchangeError) -> Int {
    try checkFilled()
    try other.checkFilled()
    if let listed, let others = other.listed, !listed.isEmpty, !others.isEmpty,
      let stray = listed.symmetricDifference(others).min()
    {
      let file = listed.contains(stray) ? other.file : self.file
      throw .badCOCO(
        file: file, place: "images",
        reason: "lists other images than \(file == other.file ? self.file : other.file), not "
          + "'\(images[stray].name.shortened)' for one: predict the same images with both")
    }
    guard !predicted.isDisjoint(with: other.predicted) else {
      throw .badCOCO(
        file: file, place: "its predictions",
        reason: "are of none of the images of \(other.file): predict the same images with both")
    }
    return predicted.symmetricDifference(other.predicted).count
  }

  private func checkFilled() throws(InterchangeError) {
    guard boxes.isEmpty else { return }
    throw .badCOCO(
      file: file, place: "its list",
      reason: "has no predictions, so that nothing can be compared: write them with "
        + "'galley predict --match-truth' or 'galley export --results'")
  }
}
