import Foundation
import GalleyTesting
import Student
import Testing
import Training

@Suite("A method's slot in a run", .serialized)
struct MethodSlotTests {
  let runs: SmallRuns

  init() throws { runs = try SmallRuns() }

  private func numbers(_ model: StudentModel, _ path: String) throws -> [Float] {
    try #require(model.store[path]).array()
  }

  @Test func `weight edit makes another model, and leaves the best as it is`() async throws {
    defer { runs.data.remove() }
    let (plain, _) = try await runs.run("plain")
    let (folder, _) = try await runs.run("run", ["methods.half-way={}"])
    // Not bit for bit: how tensors are cut among threads is the whole process's, other tests' too.
    for (one, other) in zip(
      try numbers(StudentModel(contentsOf: plain.best), "head.sides.bias"),
      try numbers(StudentModel(contentsOf: folder.best), "head.sides.bias"))
    {
      #expect(near(Double(one), Double(other), 1e-3))
    }
    #expect(!FileManager.default.fileExists(atPath: plain.edited))
    #expect(try runs.bytes(plain.teacher) != runs.bytes(folder.teacher))
    let path = "head.sides.bias"
    let (start, best, edited) = (
      try numbers(runs.untrained(), path),
      try numbers(StudentModel(contentsOf: folder.best), path),
      try numbers(StudentModel(contentsOf: folder.edited), path)
    )
    #expect(start != best)
    for (index, number) in edited.enumerated() {
      #expect(near(Double(number), Double(start[index] + best[index]) / 2, 1e-6))
    }
    #expect(try runs.metrics(folder).filter { $0.contains("\"edited-AP\"") }.count == 1)
  }

  @Test func `batch perturbation is what the step learns from, by its losses`() async throws {
    defer { runs.data.remove() }
    let settings = ["steps=1", "learning.statistics=frozen"]
    let (plain, _) = try await runs.run("plain", settings)
    let (folder, _) = try await runs.run("run", settings + ["methods.shading.share=1"])
    #expect(try runs.first("shading/pages", of: folder) == 2)
    let (before, after) = (
      try runs.first("shading/before", of: folder), try runs.first("shading/after", of: folder)
    )
    #expect(near(before, try runs.first("loss", of: plain), 1e-5 * before))
    #expect(near(after, try runs.first("loss", of: folder), 1e-5 * after))
    #expect(abs(before - after) > 3e-4 * before)
  }

  @Test func `batch perturbation that changes nothing leaves no gradient behind`() async throws {
    defer { runs.data.remove() }
    let (plain, _) = try await runs.run("plain")
    let (folder, _) = try await runs.run("run", ["methods.shading.share=0"])
    // Not bit for bit: how tensors are cut among threads is the whole process's, other tests' too.
    for (one, other) in zip(
      try numbers(StudentModel(contentsOf: plain.best), "head.sides.bias"),
      try numbers(StudentModel(contentsOf: folder.best), "head.sides.bias"))
    {
      #expect(near(Double(one), Double(other), 1e-3))
    }
  }

  @Test func `sample weighting scales the loss of pages`() async throws {
    defer { runs.data.remove() }
    let (plain, _) = try await runs.run("plain", ["steps=1"])
    let (folder, _) = try await runs.run("run", ["steps=1", "methods.fading.factor=3"])
    let loss = try runs.first("loss", of: plain)
    #expect(near(try runs.first("loss", of: folder), 3 * loss, 1e-4 * loss))
    let norm = try runs.first("norm", of: plain)
    #expect(near(try runs.first("norm", of: folder), 3 * norm, 1e-2 * norm))
  }

  @Test func `is kept where a run is broken off and gone on with`() async throws {
    defer { runs.data.remove() }
    let settings = [
      "methods.half-way={}", "methods.shading.share=0.2", "methods.fading.factor=2",
    ]
    let (whole, _) = try await runs.run("whole", settings)
    let folder = try await runs.brokenRun("broken", settings, after: 2)
    for (one, other) in [(whole.best, folder.best), (whole.edited, folder.edited)] {
      #expect(try runs.bytes(one) == runs.bytes(other))
    }
    #expect(try runs.metrics(whole) == runs.metrics(folder))
  }
}
