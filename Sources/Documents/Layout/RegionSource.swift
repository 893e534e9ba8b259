/// Whose regions of a page are meant.
public enum RegionSource: String, CaseIterable, Sendable, Codable {
  case teacher
  case text
  case fused
}
