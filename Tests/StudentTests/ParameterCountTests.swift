import Student
import Tensors
import Testing

@Suite("Parameter counts")
struct ParameterCountTests {
  @Test(
    "of the backbones are the paper's, with the norms of the four outputs",
    arguments: [
      (SwiftFormerShape.extraSmall, 3_033_792), (.small, 5_642_688), (.l1, 11_288_592),
      (.l3, 27_469_760),
    ])
  func backbone(shape: SwiftFormerShape, count: Int) throws {
    let store = try ParameterStore(seed: 0)
    _ = try SwiftFormer(store.root, shape: shape)
    #expect(store.parameterCount == count)
  }

  @Test(
    "of the classifiers of the authors are theirs",
    arguments: [(SwiftFormerShape.extraSmall, 3_475_360), (.l3, 28_494_736)])
  func classifier(shape: SwiftFormerShape, count: Int) throws {
    let store = try ParameterStore(seed: 0)
    _ = try SwiftFormer(store.root, shape: shape)
    for name in ["head", "distillation_head"] {
      _ = try Linear(store.root / name, from: shape.widths[3], to: 1000)
    }
    // They have no norms at the first three outputs.
    let norms = shape.widths.dropLast().reduce(0) { $0 + 2 * $1 }
    #expect(store.parameterCount - norms == count)
  }

  @Test(
    "of the presets with five classes are as specified",
    arguments: [
      (StudentPreset.large, 26_013_018), (.l1, 19_311_970), (.small, 2_468_849), (.tiny, 1_385_201),
    ])
  func preset(preset: StudentPreset, count: Int) throws {
    let store = try ParameterStore(seed: 0)
    _ = try Student(store.root, preset: preset, classCount: 5)
    #expect(store.parameterCount == count)
  }
}
