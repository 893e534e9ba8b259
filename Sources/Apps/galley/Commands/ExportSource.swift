import ArgumentParser
import Layout

/// Whose regions are exported.
enum ExportSource: String, CaseIterable, ExpressibleByArgument {
  case fused
  case teacher
  case text
  case human

  /// The machine's source; `nil` for people.
  var machine: RegionSource? { RegionSource(rawValue: rawValue) }
}
