import RegionProposals
import Testing

@Suite("The start of a line")
struct LineStartTests {
  @Test(
    "that is a caption's, in several languages",
    arguments: [
      "Figure 3: Rain", "Fig. 4 Rain", "Table II.", "Abbildung 7: Regen", "Abb. 2 Regen",
      "Tableau 1", "Tabla 3. Lluvia", "Gráfico 2: lluvia", "Tabella 4", "Rys. 5. Deszcz",
      "Tabela nr 6", "Quadro 1 - Chuva", "Figuur 2: Regen", "Tabell 9: Regn", "Figure 2.1. rain",
      "FIG. 3a Rain", "Table 2 (continued)", "Fig. 4-2: Rain", "Plate V",
    ])
  func caption(_ line: String) { #expect(LineStart.opensCaption(line)) }

  @Test(
    "that is no caption's",
    arguments: [
      "Figures show rain", "Table of contents", "Tabela", "Rysunki 3", "Photos of rain",
      "Figure 3 shows rain", "Fig. 3 and Fig. 4", "Abb. 3 zeigt Regen", "Table 2.1 gives rain",
      "Plate V was cut",
    ])
  func noCaption(_ line: String) { #expect(!LineStart.opensCaption(line)) }

  @Test(
    "that is a source note's",
    arguments: ["Source: own", "Źródło: GUS", "Quelle : Amt", "Fuente: INE", "Bron: CBS"])
  func source(_ line: String) { #expect(LineStart.opensSourceNote(line)) }

  @Test(
    "that is a numbered heading's",
    arguments: [
      "2.3 Results", "IV. Methods", "§ 5.", "Chapter 3", "Rozdział 2", "Art. 12", "Kapitel IV",
      "Chapitre 1", "Hoofdstuk 4", "Apêndice 2",
    ])
  func heading(_ line: String) { #expect(LineStart.isNumberedHeading(line)) }

  @Test(
    "that is a page number, or not",
    arguments: [
      ("12", true), ("– 7 –", true), ("Page 3 of 9", true), ("Seite 4 von 8", true),
      ("strona 5 z 6", true), ("Página 2 de 3", true), ("str. 8/10", true), ("blz. 4", true),
      ("page 3 rain 9", false), ("Seite", false), ("12 rain", false),
    ])
  func pageNumber(_ line: String, _ isNumber: Bool) {
    #expect(LineStart.isPageNumber(line) == isNumber)
  }

  @Test(
    "that is an item's, or not",
    arguments: [
      ("• rain", true), ("– rain falls", true), ("-rain", false), ("a) rain", true),
      ("(3) rain", true), ("rain", false),
    ])
  func item(_ line: String, _ opens: Bool) { #expect(LineStart.opensItem(line) == opens) }

  @Test("A broken file of words is named")
  func broken() {
    let error = #expect(throws: RegionProposalsError.self) {
      try LineWords(yaml: "languages: [", file: "words.yaml")
    }
    #expect(error?.description.hasPrefix("words.yaml: ") == true)
  }
}
