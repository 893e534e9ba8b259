import Foundation
import Layout

/// What a detector that gives no features knows of a region, as a vector: its classes and its place.
public enum RegionEmbedding {
  private enum Kind: UInt32 { case classShare, edge, side, shape, classAtHeight }

  /// A vector of `HashedEmbedding.width` numbers and norm 1.
  ///
  /// - Parameter bounds: the page, in the pixels of the estimate.
  public static func vector(of estimate: RegionEstimate, on bounds: Box) -> [Double] {
    var embedding = HashedEmbedding()
    func add(_ kind: Kind, _ words: [Int], _ value: Double = 1) {
      embedding.add([kind.rawValue] + words.map { UInt32(truncatingIfNeeded: $0) }, value: value)
    }
    for (index, probability) in estimate.classProbabilities.enumerated() {
      add(.classShare, [index], probability)
    }
    let (width, height) = (max(1e-9, bounds.width), max(1e-9, bounds.height))
    let box = estimate.box
    let places = [
      (box.x1 - bounds.x1) / width, (box.y1 - bounds.y1) / height, (box.x2 - bounds.x1) / width,
      (box.y2 - bounds.y1) / height,
    ]
    for (edge, place) in places.enumerated() { add(.edge, [edge, bucket(place * 16)]) }
    add(.side, [0, bucket(box.width / width * 16)])
    // Heights of a line differ by little: their logarithm tells more.
    add(.side, [1, bucket(2 * log2(max(1e-4, box.height / height)))])
    add(.shape, [bucket(log2(max(1e-4, box.width / max(1e-9, box.height))))])
    add(.classAtHeight, [estimate.classIndex, bucket(places[1] * 8)])
    return embedding.vector
  }

  private static func bucket(_ value: Double) -> Int {
    value.isFinite ? Int(min(max(value.rounded(.down), -100), 100)) : 100
  }
}
