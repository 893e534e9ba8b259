import Foundation
import GalleyTesting
import Layout
import Testing

@Suite("A taxonomy")
struct TaxonomyTests {
  @Test(arguments: Taxonomy.builtIn)
  func `that is built in is valid`(_ taxonomy: Taxonomy) throws {
    #expect(try Taxonomy(name: taxonomy.name, classes: taxonomy.classes) == taxonomy)
  }

  @Test(
    "maps roles to classes, by fallback where it has none",
    arguments: [
      ("publaynet", RegionRole.caption, "text"), ("publaynet", .listItem, "list"),
      ("publaynet", .pageHeader, nil), ("doclaynet", .reference, "Text"),
      ("doclaynet", .list, "List-item"), ("doclaynet", .title, "Title"),
    ] as [(String, RegionRole, String?)])
  func roles(name: String, role: RegionRole, expected: String?) throws {
    let taxonomy = try Taxonomy.named(name)
    #expect(taxonomy.classIndex(for: role).map { taxonomy.classes[$0].name } == expected)
  }

  @Test(
    "from YAML says what is wrong",
    arguments: [
      ("name: a\nclasses: []", TaxonomyError.noClasses(taxonomy: "a")),
      (
        "name: a\nclasses: [{name: t, roles: [text]}, {name: T, roles: [title]}]",
        .duplicateClass(taxonomy: "a", className: "T")
      ),
      (
        "name: a\nclasses: [{name: t, roles: [text]}, {name: u, roles: [text]}]",
        .duplicateRole(taxonomy: "a", role: .text)
      ),
      (
        "name: a\nclasses: [{name: t, roles: []}]",
        .classWithoutRole(taxonomy: "a", className: "t")
      ),
    ] as [(String, TaxonomyError)])
  func mistakes(yaml: String, expected: TaxonomyError) async throws {
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "t.yaml")
      try Data(yaml.utf8).write(to: file)
      #expect(throws: expected) { try Taxonomy.load(from: file) }
    }
  }

  @Test func `that is unknown is named together with the known ones`() {
    #expect(throws: TaxonomyError.unknown(name: "nosuch")) { try Taxonomy.named("nosuch") }
    #expect(TaxonomyError.unknown(name: "nosuch").description.contains("publaynet, doclaynet"))
  }
}
