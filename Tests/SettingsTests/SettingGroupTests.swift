import Settings
import Testing

private struct Oven: SettingGroup, Equatable {
  enum Heat: String, CaseIterable, Sendable { case top, fan }

  var degrees = 200
  var heat = Heat.fan
  var door = 0.5
  var isLit = true
  var trays: [String] = []
  var dish: String?
  var minutes: Int? = 20
  var rest = 0

  static let keys: [SettingKey<Oven>] = [
    .integer("degrees", \.degrees, 50...300, "how hot"),
    .word("heat", \.heat, "where from"),
    .number("door.open", \.door, 0...1, "how far"),
    .flag("door.lit", \.isLit, "whether one sees in"),
    .texts("trays", \.trays, "what is in it"),
    .optionalText("dish", \.dish, "what it will be"),
    .count("minutes", \.minutes, "how long"),
    .integer("rest", \.rest, 0...Int.max, "minutes afterwards", standard: "`degrees` / 100"),
  ]

  mutating func settle(given: Set<String>) throws(SettingsError) {
    if !given.contains("rest") { rest = degrees / 100 }
    guard degrees < 250 || heat == .fan else {
      throw .badValue(key: "degrees", value: "\(degrees)", allowed: "below 250 without a fan")
    }
  }
}

private func oven(_ yaml: String, _ settings: [String] = []) throws -> Oven {
  try Oven(SettingsTree(yaml: yaml, file: "oven.yaml", settings: settings), prefix: "oven.")
}

@Suite("Settings")
struct SettingGroupTests {
  @Test func `have defaults, some of which follow from other keys`() throws {
    let plain = try oven("")
    #expect(plain.degrees == 200 && plain.rest == 2)
    #expect(try oven("degrees: 100").rest == 1)
    #expect(try oven("{degrees: 100, rest: 7}").rest == 7)
  }

  @Test func `nest by dots, and --set stands above the file`() throws {
    let set = try oven("door: {open: 0.25, lit: false}\ntrays: bread", ["door.open=1", "heat=top"])
    #expect(set.door == 1 && !set.isLit && set.trays == ["bread"] && set.heat == .top)
    #expect(try oven("", ["door={open: 0.75}"]).door == 0.75)
  }

  @Test func `written out give themselves again`() throws {
    let settings = ["trays=[a b, \"c: d\"]", "dish=yes-ish", "minutes=all", "door.open=0.125"]
    let set = try oven("", settings)
    #expect(set.minutes == nil && set.trays == ["a b", "c: d"])
    #expect(try oven(set.yaml()) == set)
    #expect(set.yaml(indent: 2).contains("\n  door:\n    open: 0.125\n    lit: true\n"))
    for word in ["null", "true", "12", "a:b", "Bücher", "on"] {
      var named = set
      named.dish = word
      #expect(try oven(named.yaml()) == named, "\(word)")
    }
  }

  @Test(
    "that are wrong name key, value and what is allowed",
    arguments: [
      ("degrees: hot", "oven.degrees: 'hot' is not a whole number from 50 to 300"),
      ("degrees: 301", "oven.degrees: '301' is not a whole number from 50 to 300"),
      ("heat: bottom", "oven.heat: 'bottom' is not one of top, fan"),
      ("door: {open: 2}", "oven.door.open: '2' is not a number from 0.0 to 1.0"),
      ("door: {lit: 3}", "oven.door.lit: '3' is not true or false"),
      ("trays: [[a]]", "oven.trays: '- - a' is not a path or a list of paths"),
      ("minutes: -1", "oven.minutes: '-1' is not a whole number from 0, or all"),
      (
        "colour: red",
        "oven.colour: there is no such key; there are degrees, heat, door.open, door.lit, trays, "
          + "dish, minutes, rest"
      ),
      ("{degrees: 260, heat: top}", "degrees: 260 is not below 250 without a fan"),
      (
        "heat: [", "oven.yaml: it is no YAML: line 2, column 1: did not find expected node content"
      ),
      ("- a", "oven.yaml: it holds no keys; see docs/examples/train-tiny.yaml"),
    ])
  func mistakes(yaml: String, message: String) {
    let error = #expect(throws: SettingsError.self) { try oven(yaml) }
    #expect(error.map { "\($0)" } == message)
  }

  @Test func `make a table`() {
    #expect(
      Oven.table.hasPrefix(
        """
        | key | default | takes | meaning |
        | --- | --- | --- | --- |
        | `degrees` | 200 | a whole number from 50 to 300 | how hot |

        """))
    #expect(Oven.table.contains("| `rest` | `degrees` / 100 |"))
    #expect(Oven.table.contains("| `trays` |  |"))
  }
}
