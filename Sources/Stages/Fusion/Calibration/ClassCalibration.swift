/// What labelled pages tell of the sources' classes.
public struct ClassCalibration: Hashable, Codable, Sendable {
  /// Exponent of a source's probabilities where it claims a role.
  public var exponents = ClassSettings().exponents
  /// What a source's claim of a role adds to the logarithms of the classes of each role.
  public var leanings = SourceTable<RoleTable<RoleTable<Double>>>(RoleTable(RoleTable(0)))
  /// Negative log-likelihood that they save on documents left out, nats a site.
  public var saved: Double
}
