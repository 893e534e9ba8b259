extension Taxonomy {
  /// The taxonomies that need no file.
  public static let builtIn: [Taxonomy] = [.publaynet, .doclaynet]

  /// PubLayNet: text, title, list, table, figure; a list is one region.
  public static let publaynet = Taxonomy(
    unchecked: "publaynet",
    classes: [
      RegionClass(
        name: "text", roles: [.text, .caption, .footnote, .formula],
        description: "a paragraph of running text, a caption, a footnote, an author list"),
      RegionClass(
        name: "title", roles: [.title, .sectionHeader],
        description: "the title of the document or the heading of a section"),
      RegionClass(
        name: "list", roles: [.list, .listItem, .reference],
        description: "a whole list of items, or a list of references"),
      RegionClass(
        name: "table", roles: [.table],
        description: "the rows and columns of a table, without its caption"),
      RegionClass(
        name: "figure", roles: [.figure],
        description: "a picture, chart or drawing, without its caption"),
    ])

  /// DocLayNet: eleven classes; each item of a list is a region.
  public static let doclaynet = Taxonomy(
    unchecked: "doclaynet",
    classes: [
      RegionClass(
        name: "Caption", roles: [.caption],
        description: "text that belongs to a table or picture and describes it"),
      RegionClass(
        name: "Footnote", roles: [.footnote],
        description: "a note at the foot of the page, set small, opened by a mark or number"),
      RegionClass(
        name: "Formula", roles: [.formula],
        description: "a mathematical expression on lines of its own"),
      RegionClass(
        name: "List-item", roles: [.listItem, .list],
        description: "one item of a list, with its bullet or number"),
      RegionClass(
        name: "Page-footer", roles: [.pageFooter],
        description: "repeated text or page number at the foot of the page"),
      RegionClass(
        name: "Page-header", roles: [.pageHeader],
        description: "repeated text or page number at the head of the page"),
      RegionClass(
        name: "Picture", roles: [.figure], description: "a photograph, chart, drawing or logo"),
      RegionClass(
        name: "Section-header", roles: [.sectionHeader],
        description: "the heading of a chapter, section or paragraph"),
      RegionClass(
        name: "Table", roles: [.table],
        description: "material laid out in rows and columns, without its caption"),
      RegionClass(
        name: "Text", roles: [.text, .reference], description: "a paragraph of running text"),
      RegionClass(
        name: "Title", roles: [.title],
        description: "the title of the whole document, usually once on its first page"),
    ])
}
