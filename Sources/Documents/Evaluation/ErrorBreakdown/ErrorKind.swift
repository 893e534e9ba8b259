/// Why a detection is wrong, or a label not found (Bolya et al., TIDE, 2020, section 2.2).
public enum ErrorKind: String, Sendable, CaseIterable {
  /// In the place of a label of another class.
  case classification = "class"
  /// Of the right class, but too far off the label.
  case box
  /// Of another class and off the label.
  case both
  /// In the place of a label that a surer detection has found.
  case duplicate
  /// Where nothing is labelled.
  case background
  /// A label that no detection finds, nor would find were its class or its box right.
  case missed
}
