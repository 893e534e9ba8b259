import Foundation

/// The text of a region as a vector of its character 3-, 4- and 5-grams.
public enum TextEmbedding {
  /// Scalars that are looked at: what a region is shows in its first lines.
  public static let mostScalars = 600

  /// A vector of `HashedEmbedding.width` numbers and norm 1; zeros for an empty text.
  ///
  /// Case and the width of white space do not count; the ends of the text do.
  public static func vector(of text: String) -> [Double] {
    let words = text.lowercased().split(whereSeparator: \.isWhitespace)
    guard !words.isEmpty else { return HashedEmbedding().vector }
    let line = " " + words.joined(separator: " ") + " "
    let scalars = line.unicodeScalars.prefix(mostScalars).map(\.value)
    var embedding = HashedEmbedding()
    for length in 3...5 where scalars.count >= length {
      for start in 0...scalars.count - length {
        embedding.add(scalars[start..<start + length])
      }
    }
    return embedding.vector
  }
}
