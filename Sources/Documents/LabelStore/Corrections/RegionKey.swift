import Layout

/// Names of a page's fused regions that outlive labelling anew, for regions that stay the same.
public enum RegionKey {
  /// The keys, in the order of the regions: `f` and 16 hex digits, and a count for twins.
  public static func keys(of regions: [FusedRegion]) -> [String] {
    var seen: [String: Int] = [:]
    return regions.map { region in
      var hash = StableHash()
      for edge in BoxCoordinate.allCases { hash.add(region.box[edge].bitPattern) }
      hash.add(UInt64(region.classIndex))
      let key = "f" + hash.digits
      seen[key, default: 0] += 1
      return seen[key] == 1 ? key : "\(key)-\(seen[key] ?? 0)"
    }
  }

  /// The key of a region that another program drew: the same for the same region, however often it
  /// comes in.
  public static func drawn(_ id: String, _ box: Box, on page: PageKey) -> String {
    var hash = StableHash()
    hash.add(page.path)
    hash.add(UInt64(page.number))
    hash.add(id)
    // Formats write hundredths of a pixel.
    for edge in BoxCoordinate.allCases {
      hash.add(UInt64(bitPattern: Int64((box[edge] * 10).rounded())))
    }
    return "h" + hash.digits
  }

  /// Whether a key is one for a region that a person draws: `h` and 16 hex digits.
  public static func isDrawn(_ key: String) -> Bool {
    key.utf8.count == 17 && key.hasPrefix("h")
      && key.utf8.dropFirst().allSatisfy { Array("0123456789abcdef".utf8).contains($0) }
  }
}
