import Foundation
import PageImages
import Testing

@Suite("A child process under limits")
struct LimitedProcessTests {
  @Test func `gives its output and exit code`() async throws {
    let output = try await LimitedProcess.run("sh", ["-c", "printf out; printf err >&2; exit 3"])
    #expect(output.standardOutput == Array("out".utf8))
    #expect(output.standardError == "err")
    #expect(output.exit == .code(3))
  }

  @Test func `is stopped when it hangs, with its children`() async throws {
    let mark = "31.\(Int.random(in: 100_000...999_999))"
    await #expect(throws: LimitedProcessError.timedOut(tool: "sh", seconds: 0.5)) {
      try await LimitedProcess.run(
        "sh", ["-c", "sleep \(mark) & sleep \(mark); true"], limits: ProcessLimits(seconds: 0.5))
    }
    let left = try await LimitedProcess.run("pgrep", ["-f", "sleep \(mark)"])
    #expect(left.standardOutput.isEmpty)
  }

  @Test func `cannot take more memory than allowed`() async throws {
    let output = try await LimitedProcess.run(
      "python3", ["-c", "x = bytearray(900 << 20)"],
      limits: ProcessLimits(memoryBytes: 512 << 20))
    #expect(output.exit == .code(1))
    #expect(output.standardError.contains("MemoryError"))
  }

  @Test func `cannot write without end`() async throws {
    await #expect(throws: LimitedProcessError.tooMuchOutput(tool: "yes", bytes: 1 << 20)) {
      try await LimitedProcess.run("yes", [], limits: ProcessLimits(outputBytes: 1 << 20))
    }
  }

  @Test func `that is not installed is named with its package`() async throws {
    let error = await #expect(throws: LimitedProcessError.self) {
      try await LimitedProcess.run("pdfnosuchtool", [])
    }
    #expect(error == .notInstalled(tool: "pdfnosuchtool"))
    #expect(error?.description.contains("poppler-utils") == true)
  }

  @Test func `runs beside many others`() async throws {
    try await withThrowingTaskGroup(of: [UInt8].self) { group in
      for number in 0..<40 {
        group.addTask { try await LimitedProcess.run("echo", ["\(number)"]).standardOutput }
      }
      var seen: Set<String> = []
      for try await line in group { seen.insert(String(decoding: line, as: UTF8.self)) }
      #expect(seen.count == 40)
    }
  }
}
