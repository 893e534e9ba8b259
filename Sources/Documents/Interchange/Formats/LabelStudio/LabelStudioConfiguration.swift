import Foundation
import Layout

/// The labelling interface that a project of Label Studio needs for exported tasks.
public enum LabelStudioConfiguration {
  /// The interface's XML: an image, and a rectangle of its own colour for each class.
  public static func text(for taxonomy: Taxonomy) -> String {
    var xml = XMLText()
    xml.element("View") { xml in
      xml.element(
        "Image",
        [("name", "image"), ("value", "$image"), ("zoom", "true"), ("zoomControl", "true")]
      )
      xml.element("RectangleLabels", [("name", "label"), ("toName", "image")]) { xml in
        for region in taxonomy.classes {
          xml.element(
            "Label",
            [
              ("value", region.name), ("background", RolePalette.colour(of: region.role)),
              ("hint", region.description.isEmpty ? nil : region.description),
            ])
        }
      }
    }
    return xml.text
  }

  /// Writes the interface to a file.
  ///
  /// - Throws: `InterchangeError.cannotWrite`.
  public static func write(for taxonomy: Taxonomy, to output: URL) throws(InterchangeError) {
    let file = try AtomicFile(output)
    try file.write(text(for: taxonomy))
    try file.finish()
  }
}
