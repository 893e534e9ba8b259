import Foundation
import GalleyTesting
import Interchange
import Layout
import Testing

@Suite("The colours of a proof")
struct PaletteTests {
  /// Every role has a class of its own.
  private func colours(in folder: URL) throws -> [(hue: String, ink: String)] {
    let taxonomy = try Taxonomy(
      name: "all", classes: RegionRole.allCases.map { .init(name: $0.rawValue, roles: [$0]) })
    let html = try proof([], taxonomy: taxonomy, in: folder)
    return html.matches(of: /--hue: (#[0-9A-F]{6}); --ink: (#[0-9A-F]{3});/)
      .map { (String($0.1), String($0.2)) }
  }

  @Test func `differ from class to class and can be read`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let colours = try colours(in: folder)
      #expect(Set(colours.map(\.hue)).count == RegionRole.allCases.count)
      for colour in colours {
        let luminance = try luminance(colour.hue)
        // WCAG 2.2: at least 3 for graphics, on white paper, and 4.5 for text.
        #expect(1.05 / (luminance + 0.05) >= 3)
        let contrast =
          colour.ink == "#FFF" ? 1.05 / (luminance + 0.05) : (luminance + 0.05) / 0.05
        #expect(contrast >= 4.5)
      }
    }
  }

  /// Relative luminance after WCAG 2.2.
  private func luminance(_ colour: String) throws -> Double {
    let number = try #require(Int(colour.dropFirst(), radix: 16))
    let parts = [number >> 16, number >> 8 & 255, number & 255].map { byte in
      let value = Double(byte) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }
}
