import Foundation
import GalleyTesting
import Testing

@Suite("The floors of Sources")
struct FloorTests {
  /// Floors from the bottom up, as the manifest names them.
  static let floors = [
    "Bridges", "Numerics", "Documents", "Stages", "Learning", "Methods", "Pipeline", "Apps",
  ]

  /// A module with its floor and what its files import of the others.
  struct Module {
    let name: String
    let floor: String
    var imports: Set<String> = []
  }

  static func modules() throws -> [Module] {
    let files = FileManager.default
    var modules: [Module] = []
    for floor in try files.contentsOfDirectory(atPath: Fixture.root.path + "/Sources").sorted() {
      let folder = "\(Fixture.root.path)/Sources/\(floor)"
      for name in try files.contentsOfDirectory(atPath: folder).sorted() {
        var module = Module(name: name, floor: floor)
        let inside = files.enumerator(atPath: "\(folder)/\(name)")
        while let file = inside?.nextObject() as? String {
          guard file.hasSuffix(".swift") else { continue }
          let text = try String(contentsOfFile: "\(folder)/\(name)/\(file)", encoding: .utf8)
          for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            if let place = words.firstIndex(of: "import"), place <= 1, place + 1 < words.count {
              module.imports.insert(String(words[place + 1]))
            }
          }
        }
        modules.append(module)
      }
    }
    return modules
  }

  /// Places of the modules in the manifest, which lists neighbours in their order.
  static func places() throws -> [String: Int] {
    let manifest = try String(
      contentsOf: Fixture.root.appending(path: "Package.swift"), encoding: .utf8)
    var places: [String: Int] = [:]
    for (place, match) in manifest.matches(of: /(?:module\(\s*|name: )"([A-Za-z]+)"/).enumerated() {
      places[String(match.1)] = places[String(match.1)] ?? place
    }
    return places
  }

  @Test func `are those of the manifest`() throws {
    let folders = try FileManager.default.contentsOfDirectory(
      atPath: Fixture.root.path + "/Sources")
    #expect(Set(folders) == Set(Self.floors))
  }

  @Test func `a module imports from below, or from earlier neighbours`() throws {
    let modules = try Self.modules()
    #expect(modules.count > 25)
    let places = try Self.places()
    let known = Dictionary(uniqueKeysWithValues: modules.map { ($0.name, $0) })
    for module in modules {
      for name in module.imports.sorted() {
        guard let other = known[name] else { continue }
        let own = Self.floors.firstIndex(of: module.floor) ?? 0
        let its = Self.floors.firstIndex(of: other.floor) ?? 0
        let isEarlier =
          its < own || its == own && places[name] ?? .max < places[module.name] ?? .min
        #expect(isEarlier, "\(module.name) (\(module.floor)) imports \(name) (\(other.floor))")
      }
    }
  }

  @Test func `methods see the slots and no method, and the loop sees no method`() throws {
    let modules = try Self.modules()
    let methods = Set(modules.filter { $0.floor == "Methods" }.map(\.name))
    #expect(!methods.isEmpty)
    for module in modules where module.floor == "Methods" || module.name == "Training" {
      #expect(module.imports.isDisjoint(with: methods), "\(module.name) knows a method")
    }
  }
}
