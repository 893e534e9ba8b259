/// A gate small enough for a guarantee, and what is guaranteed of it.
public struct CertifiedGate: Hashable, Codable, Sendable {
  /// A gate of size `theory` over the built-in numbers.
  public var gate: Gate
  /// Of the documents that it was trained on.
  public var certificate: Certificate

  /// Makes a certified gate.
  public init(gate: Gate, certificate: Certificate) {
    self.gate = gate
    self.certificate = certificate
  }
}
