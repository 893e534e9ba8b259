/// A seed that gives every path, and every step, numbers of its own: what is added to a model
/// shifts nothing else.
public struct RandomSeed: Hashable, Sendable {
  let value: UInt64

  /// The seed of a run.
  public init(_ value: UInt64) { self.value = value }

  /// A generator for what lies at a path.
  public func generator(
    for path: String, step: Int = 0
  ) throws(TensorError) -> RandomGenerator {
    // FNV-1a over the path, then the finaliser of SplitMix64.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in path.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    for word in [value, UInt64(bitPattern: Int64(step))] {
      hash = Self.mixed(hash ^ Self.mixed(word &+ 0x9e37_79b9_7f4a_7c15))
    }
    return try RandomGenerator(seed: hash)
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    var value = value
    value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
    return value ^ value >> 31
  }
}
