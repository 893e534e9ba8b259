/// How the channels of a student's input are normalised.
///
/// ImageNet's numbers, as SwiftFormer takes them (Shaker et al. 2023).
public enum InputNormalisation {
  /// Mean of red, green and blue, of values in 0...1.
  public static let mean: [Float] = [0.485, 0.456, 0.406]
  /// Standard deviation of red, green and blue.
  public static let deviation: [Float] = [0.229, 0.224, 0.225]
}
