import MethodSlots
import StartConstraint

/// All methods that a configuration can name.
public enum MethodCatalogue {
  /// In the order in which their parts act.
  public static let all: [any Method.Type] = [StartConstraint.self]
}
