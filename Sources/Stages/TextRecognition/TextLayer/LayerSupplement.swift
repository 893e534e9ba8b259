import Layout

/// What OCR reads where a text layer has nothing: the layer's letters are exact, and need not give
/// way for text in pictures or beside a typed stamp.
struct LayerSupplement {
  /// OCR's words count from this confidence on.
  private static let leastConfidence = 50.0
  /// Share of a word that may lie under the layer's words.
  private static let mostCovered = 0.3

  /// The layer's words, then OCR's, in lines of their own.
  let words: [Word]
  /// Letters that OCR adds.
  let added: Int

  init(_ layer: [Word], by recognised: [Word]) {
    let byTop = layer.sorted { ($0.box.y1, $0.id) < ($1.box.y1, $1.id) }
    let tallest = layer.map(\.box.height).max() ?? 0
    let free = recognised.filter { word in
      guard word.confidence >= Self.leastConfidence else { return false }
      let first = byTop.partitioningIndex { $0.box.y1 >= word.box.y1 - tallest }
      let covered = byTop[first...].prefix { $0.box.y1 < word.box.y2 }
        .reduce(0) { $0 + word.box.intersectionArea($1.box) }
      return covered <= Self.mostCovered * word.box.area
    }
    let block = (layer.map(\.block).max() ?? -1) + 1
    let paragraph = (layer.map(\.paragraph).max() ?? -1) + 1
    let line = (layer.map(\.line).max() ?? -1) + 1
    words =
      layer
      + free.enumerated().map { index, word in
        var word = word
        word.id = layer.count + index
        word.block += block
        word.paragraph += paragraph
        word.line += line
        word.isSecondLook = nil
        return word
      }
    added = free.reduce(0) { $0 + Letters.count(in: $1.text) }
  }
}
