import Layout
import Testing

@Suite("SplitMix64")
struct SplitMix64Tests {
  @Test func `gives the published sequence`() {
    // Of the reference implementation (Vigna, splitmix64.c) for the seed 1234567.
    var random = SplitMix64(seed: 1_234_567)
    let expected: [UInt64] = [
      6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
      4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
    ]
    #expect(expected.map { _ in random.next() } == expected)
  }

  @Test func `draws every order of three equally often`() {
    var random = SplitMix64(seed: 5)
    var counts: [[Int]: Int] = [:]
    for _ in 0..<6000 { counts[random.shuffled([0, 1, 2]), default: 0] += 1 }
    #expect(counts.count == 6)
    #expect(counts.values.allSatisfy { abs($0 - 1000) < 120 })
  }

  @Test func `has a sequence of its own for each path below a seed`() {
    var first: Set<UInt64> = []
    for step in 0..<100 as Range<UInt64> {
      for place in 0..<10 as Range<UInt64> {
        var random = SplitMix64(seed: 3, step, place)
        first.insert(random.next())
      }
    }
    #expect(first.count == 1000)
  }
}
