import Labelling
import Testing

@Suite("Pages in flight")
struct BackPressureTests {
  @Test(
    "never outnumber those at work and those that may wait",
    arguments: [(1, 1), (2, 1), (1, 4), (2, 6)])
  func limit(jobs: Int, waiting: Int) async throws {
    try await TrialProject.with { project in
      let files = try (0..<16).map { try project.addPDF("\($0).pdf") }
      let asked = Tally()
      let source = RulesAfter { _ in
        asked.add(1)
        // Until a second page has come, however slow the machine, and then long enough for others
        // to come as far as they are let.
        for _ in 0..<2000 where asked.peak < 2 { try await Task.sleep(for: .milliseconds(5)) }
        try await Task.sleep(for: .milliseconds(30))
        asked.add(-1)
      }
      let trial = try await project.label(files, text: source, jobs: jobs, waiting: waiting)
      #expect(trial.outcome.pages == 16)
      #expect(asked.peak <= jobs + waiting)
      #expect(asked.peak > 1, "a page that waits for text does not hold up the next one")

      var opened = 0
      for event in trial.events {
        if case .opened = event { opened += 1 }
        if case .labelled = event { opened -= 1 }
        #expect(opened <= jobs + waiting + 2, "files are opened when it is their turn")
      }
    }
  }
}
